import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { Program, ValueId, ValueInfo } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { asConvolution, type Piece, Uses } from './convolutions.ts';
import { type KernelContext, mutable, type Run } from './kernels/kernel.ts';
import { prepare } from './kernels/registry.ts';

/** A value that no operation of the plan makes. */
export interface Source {
  readonly id: ValueId;
  readonly info: ValueInfo;
  /** It is a batch of this data tensor: the rows that are chosen from it, from `offset` on among those of a step. */
  readonly batchOf?: HostBatch;
}

interface HostBatch {
  readonly table: string;
  readonly offset: number;
  readonly count: number;
}

/** Gives the tensor of a source. It stays the giver's: the plan never disposes it. */
export type SourceReader = (source: Source) => tf.Tensor;

interface Step {
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly run: Run;
  /** Values that nobody needs after this step. */
  readonly release: readonly ValueId[];
}

/** A program made ready to run: kernels prepared, what never changes computed, and the end of every value's life known. */
export interface Plan {
  readonly sources: readonly Source[];
  readonly constants: ReadonlyMap<ValueId, tf.Tensor>;
  readonly steps: readonly Step[];
  readonly wanted: readonly ValueId[];
}

/** Backends whose memory is the processor's: copying rows of a typed array there is far cheaper than a gather of tfjs. */
const gathersOnHost = ({ backend }: KernelContext): boolean => backend === 'wasm' || backend === 'cpu';

/** The values that are batches of data tensors, with the names of these, where rows are chosen on the host. */
function hostBatches(program: Program, context: KernelContext): ReadonlyMap<ValueId, HostBatch> {
  if (!gathersOnHost(context)) return new Map();
  return new Map(
    program.ops.flatMap((op): [ValueId, HostBatch][] => {
      if (op.kind !== 'gather') return [];
      const [table, ids] = op.inputs.map((id) => at(program.values, id));
      if (table?.source.kind !== 'data' || ids?.source.kind !== 'rows') return [];
      const { offset = 0 } = ids.source;
      return [[op.output, { table: table.source.name, offset, count: sizeOf(ids.shape) }]];
    }),
  );
}

/** The pieces that `wanted` depends on, in order, without those that are `given`; on wasm convolutions as one piece each. */
function neededPieces(
  program: Program,
  wanted: readonly ValueId[],
  given: { has(id: ValueId): boolean },
  context: KernelContext,
): Piece[] {
  const uses = new Uses(program, wanted);
  const needed = new Set(wanted);
  const pieces: Piece[] = [];
  for (const op of program.ops.toReversed()) {
    if (!needed.has(op.output) || given.has(op.output)) continue;
    const fused = context.backend === 'wasm' ? asConvolution(op, program, uses) : null;
    const piece = fused ?? { inputs: op.inputs, output: op.output, prepare: (inside: KernelContext) => prepare(op, inside) };
    for (const input of piece.inputs) needed.add(input);
    pieces.push(piece);
  }
  return pieces.reverse();
}

function constantTensor(info: ValueInfo): tf.Tensor | null {
  if (info.source.kind !== 'constant') return null;
  return tf.tensor([...info.source.data], mutable(info.shape), info.dtype === 'f32' ? 'float32' : 'int32');
}

/**
 * Prepares the part of a program that `wanted` depends on. Constants live as long as the context keeps them. Values of `held` are not
 * computed but read, like sources.
 */
export function makePlan(
  program: Program,
  wanted: readonly ValueId[],
  context: KernelContext,
  held: ReadonlySet<ValueId> = new Set(),
): Plan {
  const batches = hostBatches(program, context);
  const pieces = neededPieces(program, wanted, { has: (id) => held.has(id) || batches.has(id) }, context);
  const used = new Set([...wanted, ...pieces.flatMap((piece) => piece.inputs)]);
  const constants = new Map<ValueId, tf.Tensor>();
  const sources: Source[] = [];
  for (const id of used) {
    const info = at(program.values, id);
    const constant = constantTensor(info);
    const batchOf = batches.get(id);
    if (constant) constants.set(id, context.keep(constant));
    else if (batchOf !== undefined) sources.push({ id, info, batchOf });
    else if (held.has(id) || info.source.kind !== 'op') sources.push({ id, info });
  }
  const steps: Omit<Step, 'release'>[] = [];
  for (const piece of pieces) {
    const run = piece.prepare(context);
    const known = piece.inputs.map((id) => constants.get(id)).filter((tensor) => tensor !== undefined);
    if (known.length === piece.inputs.length) constants.set(piece.output, context.keep(tf.tidy(() => run(...known))));
    else steps.push({ inputs: piece.inputs, output: piece.output, run });
  }
  return { sources, constants, steps: withReleases(steps, wanted), wanted };
}

/** Notes after which step each computed value is no longer needed. */
function withReleases(steps: readonly Omit<Step, 'release'>[], wanted: readonly ValueId[]): Step[] {
  const computed = new Set(steps.map((step) => step.output));
  const seen = new Set(wanted);
  const backwards = steps.toReversed().map((step): Step => {
    const last = [...new Set([step.output, ...step.inputs])].filter((id) => computed.has(id) && !seen.has(id));
    for (const id of last) seen.add(id);
    return { ...step, release: last };
  });
  return backwards.reverse();
}

/**
 * Runs a plan; call it inside tf.tidy. Gives the wanted values in order, as tensors that the caller owns (even where a value is a
 * constant or a source).
 */
export function runPlan(plan: Plan, read: SourceReader): tf.Tensor[] {
  const values = new Map(plan.constants);
  for (const source of plan.sources) values.set(source.id, read(source));
  const tensorOf = (id: ValueId): tf.Tensor => {
    const tensor = values.get(id);
    invariant(tensor, `value ${id} is computed before it is used`);
    return tensor;
  };
  const computed = new Set<ValueId>();
  for (const step of plan.steps) {
    const inputs = step.inputs.map(tensorOf);
    values.set(
      step.output,
      tf.tidy(() => step.run(...inputs)),
    );
    computed.add(step.output);
    for (const id of step.release) tensorOf(id).dispose();
  }
  return plan.wanted.map((id) => (computed.has(id) ? tensorOf(id) : tf.clone(tensorOf(id))));
}
