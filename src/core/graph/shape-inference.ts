import type { Flow } from '../layers/flow.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { sizeOf } from '../program/shapes.ts';
import type { DType, Shape } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { catalogue as builtIn, type Catalogue } from './catalogue.ts';
import { type LayerOutcome, layerMemory, outcomeKey } from './layer-memory.ts';
import type { LowerHost, LowerOptions } from './lower.ts';
import type { Exposed } from './pictures.ts';

/**
 * Ten times the largest example, and far less than what would keep a page busy for seconds at every edit.
 */
const limits = { ops: 20_000, constants: 4_000_000 };

/** Any number does: shapes are read without the batch axis. */
const assumedBatch = 2;

export interface ParameterCount {
  readonly name: string;
  readonly shape: Shape;
}

/** Lowers nodes without making a program: what they ask for is counted, and the shapes are read. */
export interface ShapeInference {
  readonly b: ProgramBuilder;
  readonly batch: number;
  readonly host: LowerHost;
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** The parameters that each node asked for. */
  readonly parameters: ReadonlyMap<string, readonly ParameterCount[]>;
  /** The values that each node offers for a picture. */
  readonly exposed: ReadonlyMap<string, readonly Exposed[]>;
  /** A layer like one that was lowered before, here or for an earlier document, is not lowered again. */
  readonly reuse: NonNullable<LowerOptions['reuse']>;
  /** A tensor of this shape per sample. */
  tensor(shape: Shape, dtype: DType): Tensor;
}

export function createShapeInference(signature: DataSignature, catalogue: Catalogue = builtIn): ShapeInference {
  const b = new ProgramBuilder(limits);
  const parameters = new Map<string, readonly ParameterCount[]>();
  const exposed = new Map<string, readonly Exposed[]>();
  const whole = (shape: Shape): Tensor => b.source({ kind: 'feed', name: '' }, shape);
  const tensor = (shape: Shape, dtype: DType): Tensor => b.source({ kind: 'feed', name: '' }, [assumedBatch, ...shape], dtype);
  const host: LowerHost = {
    parameter(node: GraphNode, name, shape) {
      parameters.set(node.id, [...(parameters.get(node.id) ?? []), { name, shape }]);
      return whole(shape);
    },
    state: (_node, _name, shape) => whole(shape),
    writeState: () => undefined,
    random: (_node, _name, shape) => whole(shape),
    penalty: () => undefined,
    expose(node, name, value, kind) {
      exposed.set(node.id, [...(exposed.get(node.id) ?? []), { name, kind, value }]);
    },
  };
  /** Values without an operation behind them: nobody asks a shape where it comes from. */
  const flowOf = (node: GraphNode, { output, mask, vocabulary, ...found }: LayerOutcome): Flow => {
    parameters.set(node.id, found.parameters);
    exposed.set(node.id, found.exposed);
    return {
      tensor: b.source({ kind: 'feed', name: '' }, output.shape, output.dtype),
      mask: mask && b.source({ kind: 'feed', name: '' }, mask.shape, mask.dtype),
      vocabulary,
    };
  };
  const reuse: ShapeInference['reuse'] = (node, params, arrived, lower) => {
    const key = outcomeKey(node, params, arrived);
    const found = layerMemory.find(catalogue, key);
    if (found) {
      b.account(found.cost);
      return flowOf(node, found);
    }
    const before = b.cost;
    const flow = lower();
    layerMemory.keep(catalogue, key, {
      cost: { ops: b.cost.ops - before.ops, constants: b.cost.constants - before.constants },
      output: { shape: flow.tensor.shape, dtype: flow.tensor.dtype },
      mask: flow.mask && { shape: flow.mask.shape, dtype: flow.mask.dtype },
      vocabulary: flow.vocabulary,
      parameters: parameters.get(node.id) ?? [],
      exposed: (exposed.get(node.id) ?? []).map(({ name, kind, value }) => ({ name, kind, value: { shape: value.shape } })),
    });
    return flow;
  };
  const inputs = Object.fromEntries(signature.inputs.map(({ id, shape, dtype }) => [id, tensor(shape, dtype)]));
  return { b, batch: assumedBatch, host, inputs, parameters, exposed, reuse, tensor };
}

export const countOf = (parameters: readonly ParameterCount[]): number =>
  parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
