import type { gru as gruKind } from '../../../../core/layers/sequence/gru.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { fixed } from '../dims.ts';
import type { Value } from '../onnx-graph.ts';
import type { ParamsOf } from './dense.ts';
import { inputOf, type LayerScope, type Numbers, type Twin, type Written } from './twin.ts';

type Params = ParamsOf<typeof gruKind>;

/** An input of this size shuts a gate, whatever else it receives. */
const wideOpen = 1000;

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A kernel [in, gates · units] of each direction as [directions, gates · units, in], gates in the order of the operation. */
function stacked(
  directions: readonly Numbers[],
  units: number,
  order: readonly number[],
  more: readonly (readonly number[])[] = [],
): Numbers {
  const rows = at(at(directions, 0).shape, 0);
  const width = rows + more.length;
  const out = new Float32Array(directions.length * order.length * units * width);
  directions.forEach(({ numbers }, direction) => {
    order.forEach((gate, place) => {
      for (let unit = 0; unit < units; unit++) {
        const begin = ((direction * order.length + place) * units + unit) * width;
        for (let row = 0; row < rows; row++) out[begin + row] = at(numbers, (row * order.length + gate) * units + unit);
        more.forEach((gates, i) => {
          out[begin + rows + i] = at(gates, gate);
        });
      }
    });
  });
  return { shape: [directions.length, order.length * units, width], numbers: out };
}

/** Biases [gates · units] as [directions, 2 · gates · units]: the second ones are zeros. */
function biases(directions: readonly Numbers[], units: number, order: readonly number[]): Numbers {
  const size = order.length * units;
  const out = new Float32Array(directions.length * 2 * size);
  directions.forEach(({ numbers }, direction) => {
    order.forEach((gate, place) => {
      for (let unit = 0; unit < units; unit++)
        out[direction * 2 * size + place * units + unit] = at(numbers, gate * units + unit);
    });
  });
  return { shape: [directions.length, 2 * size], numbers: out };
}

interface Operation {
  readonly type: 'GRU' | 'LSTM';
  /** Our gates in its order. */
  readonly order: readonly number[];
  /** What a padded position adds to each of our gates so that the state stays; null: no gate can do that. */
  readonly hold: readonly number[] | null;
}

/** One operation for the whole sequence; a padded position shuts a gate by a feature of its own. */
function recurrent(
  scope: LayerScope,
  { type, order, hold }: Operation,
  { units, returns, bidirectional }: Params,
): Written | null {
  const { graph } = scope;
  const { value, shape, mask } = inputOf(scope);
  if (mask && !hold) return null;
  const prefixes = bidirectional ? ['', 'backward'] : [''];
  const kernels = (name: string): Numbers[] =>
    prefixes.map((prefix) => scope.numbers(prefix ? `${prefix}${capitalized(name)}` : name));
  const tensor = (name: string, { shape: extents, numbers }: Numbers): Value =>
    graph.tensor(`${graph.scope}/${name}`, extents, numbers);
  const padding = mask && graph.op('Unsqueeze', [graph.op('Sub', [graph.scalar(1), mask]), graph.integers([2])]);
  const features = padding ? graph.op('Concat', [value, padding], { axis: 2 }) : value;
  const kernel = tensor('kernel', stacked(kernels('kernel'), units, order, padding && hold ? [hold] : []));
  const recurrentKernel = tensor('recurrentKernel', stacked(kernels('recurrentKernel'), units, order));
  const bias = tensor('bias', biases(kernels('bias'), units, order));
  const state = scope.given('state')[0];
  const one = state && graph.op('Unsqueeze', [state.value, graph.integers([0])]);
  const start = one && bidirectional ? graph.op('Concat', [one, one], { axis: 0 }) : one;
  const [states, last] = graph.ops(
    type,
    [graph.transpose(features, [1, 0, 2]), kernel, recurrentKernel, bias, null, ...(start ? [start] : [])],
    ['float', 'float'],
    { hidden_size: units, ...(bidirectional ? { direction: 'bidirectional' } : {}) },
  );
  if (!states || !last) return null;
  const width = prefixes.length * units;
  if (returns === 'last')
    return bidirectional
      ? graph.reshape(graph.transpose(last, [1, 0, 2]), [{ samples: 1 }, width])
      : graph.op('Squeeze', [last, graph.integers([0])]);
  return bidirectional
    ? graph.reshape(graph.transpose(states, [2, 0, 1, 3]), [{ samples: 1 }, fixed(at(shape, 1)), width])
    : graph.transpose(graph.op('Squeeze', [states, graph.integers([1])]), [1, 0, 2]);
}

/** Reset before the product, as the operation does by default. z is wide open at padding. */
export const gru: Twin<Params> = (scope, params) =>
  recurrent(scope, { type: 'GRU', order: [0, 1, 2], hold: [wideOpen, 0, 0] }, params);

/** i, f, g, o here and i, o, f, c there. */
export const lstm: Twin<Params> = (scope, params) => recurrent(scope, { type: 'LSTM', order: [0, 3, 1, 2], hold: null }, params);
