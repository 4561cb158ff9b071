import type { OpKind, OpOf, Shape, ValueId } from '../../../../core/program/types.ts';

/** One operation of the op table: its number (ids.ts), then its arguments as 32-bit words. */
export type Words = readonly number[];

/** Where a job finds and leaves its numbers, as addresses in linear memory. */
export interface Places {
  /** One address for each of the job's reads. */
  readonly reads: readonly number[];
  readonly output: number;
  /** True where the bytes behind the output belong to something else: not one may be written. */
  readonly exact: boolean;
  /** `roomBytes` that are the job's own while it runs: what one of its operations leaves there, the next one finds. */
  readonly room: number;
  /** `scratchBytes` that are one operation's own; each thread that runs a part of it has others. */
  readonly scratch: number;
}

/** What makes one value: a few operations that run one after the other. */
export interface Job {
  readonly reads: readonly ValueId[];
  readonly output: ValueId;
  readonly roomBytes: number;
  readonly scratchBytes: number;
  readonly words: (places: Places) => readonly Words[];
}

/** What a kernel's planner is told of an operation. */
export interface OpShapes {
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}

/** A job before it is known which values it is about. */
export interface Recipe {
  readonly roomBytes?: number;
  readonly scratchBytes?: number;
  readonly words: Job['words'];
}

/** Null where nothing is to be done. */
export type KernelPlanner<K extends OpKind> = (op: OpOf<K>, shapes: OpShapes) => Recipe | null;

const scratch = new DataView(new ArrayBuffer(4));

/** The word that holds a number in single precision. */
export function floatWord(x: number): number {
  scratch.setFloat32(0, x, true);
  return scratch.getInt32(0, true);
}

/** Bytes of `count` numbers, with room up to a multiple of four numbers, so that whole vectors can be written. */
export const paddedBytes = (count: number): number => Math.ceil(count / 4) * 16;
