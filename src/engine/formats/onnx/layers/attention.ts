import type { multiHeadAttention as attentionKind } from '../../../../core/layers/sequence/multi-head-attention.ts';
import type { transformerBlock as blockKind } from '../../../../core/layers/sequence/transformer-block.ts';
import { epsilonSchema } from '../../../../core/layers/support/normalize.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { type Dim, fixed } from '../dims.ts';
import type { Value } from '../onnx-graph.ts';
import { activated, linear, type ParamsOf } from './dense.ts';
import { normalized } from './norms.ts';
import { columns, type Given, inputOf, type LayerScope, parameter, type Twin } from './twin.ts';

/** A sequence in the middle of a layer. */
interface Sequence {
  readonly value: Value;
  readonly length: number;
  readonly mask: Value | null;
}

const sequenceOf = ({ value, shape, mask }: Given): Sequence => ({ value, length: fixed(at(shape, 1)), mask });

interface Heads {
  readonly heads: number;
  readonly headSize: number;
  readonly causal: boolean;
}

/** Less than every score that counts. */
const excluded = -1e9;
const samples: Dim = { samples: 1 };

/** Part number `part` of what `NAMEKernel` and `NAMEBias` make of a sequence: [N, heads, L, headSize], or as `order` says. */
function projected(
  scope: LayerScope,
  name: string,
  { value, length }: Sequence,
  part: number,
  { heads, headSize }: Heads,
  order = [0, 2, 1, 3],
): Value {
  const { graph } = scope;
  const own = columns(part * heads * headSize, heads * headSize);
  const flat = linear(graph, value, parameter(scope, `${name}Kernel`, own), parameter(scope, `${name}Bias`, own), 3);
  return graph.transpose(graph.reshape(flat, [samples, length, heads, headSize]), order);
}

/** Which keys each query may see: [N or 1, 1, queries or 1, keys]; null: all. */
function allowed(scope: LayerScope, { mask, length: keys }: Sequence, queries: number, causal: boolean): Value | null {
  const { graph } = scope;
  const valid = mask && graph.op('Unsqueeze', [mask, graph.integers([1, 2])]);
  const order = Array.from({ length: queries * keys }, (_, i) => (i % keys <= Math.floor(i / keys) ? 1 : 0));
  const before = causal ? graph.constant(order, [1, 1, queries, keys]) : null;
  return valid && before ? graph.op('Mul', [valid, before]) : (valid ?? before);
}

/** As `attend` of core/layers/support/attention.ts. */
function attend(scope: LayerScope, name: string, from: Sequence, of: Sequence | null, params: Heads): Value {
  const { graph } = scope;
  const asked = of ?? from;
  const part = (count: number): readonly [string, number] => (of ? [`${name}Memory`, count - 1] : [name, count]);
  const query = of ? projected(scope, `${name}Query`, from, 0, params) : projected(scope, name, from, 0, params);
  const [keyName, keyPart] = part(1);
  const [valueName, valuePart] = part(2);
  const key = projected(scope, keyName, asked, keyPart, params, [0, 2, 3, 1]);
  const value = projected(scope, valueName, asked, valuePart, params);
  const scaled = graph.op('Mul', [query, graph.scalar(1 / Math.sqrt(params.headSize))]);
  const scores = graph.op('MatMul', [scaled, key]);
  const seen = allowed(scope, asked, from.length, params.causal);
  const kept = seen ? graph.op('Where', [graph.condition(seen), scores, graph.scalar(excluded)]) : scores;
  const softmax = graph.op('Softmax', [kept], { axis: -1 });
  // A query with no key at all attends to nothing; where there is no padding, each has one.
  const shares = seen && asked.mask ? graph.op('Mul', [softmax, seen]) : softmax;
  const mixed = graph.transpose(graph.op('MatMul', [shares, value]), [0, 2, 1, 3]);
  const joined = graph.reshape(mixed, [samples, from.length, params.heads * params.headSize]);
  return linear(graph, joined, parameter(scope, `${name}OutputKernel`), parameter(scope, `${name}OutputBias`), 3);
}

export const multiHeadAttention: Twin<ParamsOf<typeof attentionKind>> = (scope, params) => {
  const memory = scope.given('memory')[0];
  return attend(scope, 'attention', sequenceOf(inputOf(scope)), memory ? sequenceOf(memory) : null, params);
};

const epsilon = epsilonSchema.parse(undefined);

export const transformerBlock: Twin<ParamsOf<typeof blockKind>> = (scope, params) => {
  const { graph } = scope;
  const x = sequenceOf(inputOf(scope));
  const memory = scope.given('memory')[0];
  const normal = (value: Value, prefix: string): Sequence => ({ ...x, value: normalized(scope, value, epsilon, prefix) });
  const attended = graph.op('Add', [x.value, attend(scope, 'attention', normal(x.value, 'attentionNorm'), null, params)]);
  const asking = { ...params, causal: false };
  const informed = memory
    ? graph.op('Add', [attended, attend(scope, 'cross', normal(attended, 'crossNorm'), sequenceOf(memory), asking)])
    : attended;
  const { value } = normal(informed, 'hiddenNorm');
  const hidden = linear(graph, value, parameter(scope, 'hiddenKernel'), parameter(scope, 'hiddenBias'), 3);
  const wide = activated(scope, params.activation, hidden);
  const narrow = linear(graph, wide, parameter(scope, 'narrowKernel'), parameter(scope, 'narrowBias'), 3);
  return graph.op('Add', [informed, narrow]);
};
