import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { sizeOf } from '../program/shapes.ts';
import type { DType, Shape } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { LowerHost } from './lower.ts';
import type { Exposed } from './pictures.ts';

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
  /** A tensor of this shape per sample. */
  tensor(shape: Shape, dtype: DType): Tensor;
}

export function createShapeInference(signature: DataSignature): ShapeInference {
  const b = new ProgramBuilder();
  const parameters = new Map<string, ParameterCount[]>();
  const exposed = new Map<string, Exposed[]>();
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
  const inputs = Object.fromEntries(signature.inputs.map(({ id, shape, dtype }) => [id, tensor(shape, dtype)]));
  return { b, batch: assumedBatch, host, inputs, parameters, exposed, tensor };
}

export const countOf = (parameters: readonly ParameterCount[]): number =>
  parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
