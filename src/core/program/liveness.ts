import { at } from '../util/assert-never.ts';
import { sizeOf } from './shapes.ts';
import type { Op, OpKind, Program, Shape, ValueId } from './types.ts';

/** Both element types, f32 and i32, take four bytes. */
export const bytesOf = (shape: Shape): number => 4 * sizeOf(shape);

const views: ReadonlySet<OpKind> = new Set<OpKind>(['reshape', 'scaleGradient']);

/** True for operations whose output is the memory of their input under another shape or name. */
export const isView = (kind: OpKind): boolean => views.has(kind);

/** For every value, the value whose memory it is: itself, or through views the one they look at. */
export function storageOf(program: Program): ValueId[] {
  const storage = program.values.map((_, id) => id);
  for (const op of program.ops) if (isView(op.kind)) storage[op.output] = at(storage, at(op.inputs, 0));
  return storage;
}

/** Values that a program must still hold when it has run. */
export function finalValues(program: Program, kept: readonly ValueId[] = []): ValueId[] {
  return [...Object.values(program.outputs), ...program.stateWrites.map(({ value }) => value), ...kept];
}

/** The moment at which the intermediate values of a program take the most memory. */
export interface Peak {
  readonly bytes: number;
  /** The values that are held then. */
  readonly held: readonly ValueId[];
}

/**
 * The most memory that the intermediate values of a program take at once, when each is freed after its last use and operations run in
 * order. Sources (parameters, data, controls) are not counted; `kept` are values needed after the run besides the outputs and state
 * writes; `passing` is what an operation needs for itself, in bytes.
 */
export function peakOf(program: Program, kept: readonly ValueId[] = [], passing: (op: Op) => number = () => 0): Peak {
  const storage = storageOf(program);
  const lastUse = new Array<number>(program.values.length).fill(-1);
  program.ops.forEach((op, index) => {
    for (const id of [...op.inputs, op.output]) lastUse[at(storage, id)] = index;
  });
  for (const id of finalValues(program, kept)) lastUse[at(storage, id)] = program.ops.length;
  const owned = (id: ValueId): boolean => at(storage, id) === id && at(program.values, id).source.kind === 'op';
  const live = new Set<ValueId>();
  let bytes = 0;
  let peak: Peak = { bytes: 0, held: [] };
  program.ops.forEach((op, index) => {
    if (owned(op.output)) {
      live.add(op.output);
      bytes += bytesOf(at(program.values, op.output).shape);
    }
    const here = bytes + passing(op);
    if (here > peak.bytes) peak = { bytes: here, held: [...live] };
    for (const id of new Set([...op.inputs, op.output].map((value) => at(storage, value)))) {
      if (lastUse[id] !== index || !live.delete(id)) continue;
      bytes -= bytesOf(at(program.values, id).shape);
    }
  });
  return peak;
}

/** `peakOf` in bytes alone. */
export const peakBytes = (program: Program, kept: readonly ValueId[] = []): number => peakOf(program, kept).bytes;
