import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Program, ValueId, ValueInfo } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { type Lifetime, packLifetimes } from './arena.ts';
import { type Job, paddedBytes, type Words } from './job.ts';
import { jobsOf, neededJobs } from './jobs-of.ts';
import { isElementwise } from './tape-functions.ts';
import type { Uses } from './uses.ts';

/** Numbers that stand in memory from the beginning. */
export interface Constant {
  readonly id: ValueId;
  readonly data: Float32Array | Int32Array;
}

/** Where the things stand that a program shares with others; addresses in bytes. */
export interface Surroundings {
  /** Of a value that no operation makes, and that is no constant. */
  readonly source: (info: ValueInfo) => number;
  readonly constants: number;
  readonly arena: number;
  /** Values that are made at a particular address, with no room behind them. */
  readonly placed: ReadonlyMap<ValueId, number>;
}

/** Where the operations of one thread work for themselves: `scratchBytes`. */
export interface ThreadSurroundings extends Surroundings {
  readonly scratch: number;
}

/** What a plan may be told of besides what is wanted. */
export interface PlanOptions {
  /** Values that take no memory of the arena: they are made elsewhere. */
  readonly placed?: ReadonlySet<ValueId>;
  /** Values that a first part of the table computes, and all that they depend on; the rest follows. By default everything is first. */
  readonly first?: readonly ValueId[];
}

/** A program's operations with the memory that they need; addresses come later. */
export class ProgramPlan {
  readonly arenaBytes: number;
  readonly scratchBytes: number;
  readonly constantBytes: number;
  readonly constants: readonly Constant[];
  private readonly jobs: readonly Job[];
  private readonly firstJobs: number;
  private readonly uses: Uses;
  private readonly outputs: readonly number[];
  private readonly rooms: readonly number[];

  /** `wanted` are the values needed after the run. */
  constructor(program: Program, wanted: readonly ValueId[], { placed = new Set(), first }: PlanOptions = {}) {
    const { jobs: inOrder, uses } = jobsOf(program, wanted);
    const needed = first ? neededJobs(inOrder, storages(uses, first)) : inOrder;
    const early = new Set(needed);
    const jobs = [...needed, ...inOrder.filter((job) => !early.has(job))];
    this.jobs = jobs;
    this.firstJobs = needed.length;
    this.uses = uses;
    const ends = lastReads(jobs, storages(uses, wanted));
    const outputs = jobs.map(({ output }, index): Lifetime => {
      const bytes = placed.has(output) ? 0 : paddedBytes(sizeOf(uses.shapeOf(output)));
      return { bytes, from: index, to: ends.get(output) ?? index };
    });
    const rooms = jobs.map(({ roomBytes }, index): Lifetime => ({ bytes: roomBytes, from: index, to: index }));
    const { offsets, bytes } = packLifetimes([...outputs, ...rooms]);
    this.outputs = offsets.slice(0, jobs.length);
    this.rooms = offsets.slice(jobs.length);
    this.arenaBytes = bytes;
    this.scratchBytes = Math.max(0, ...jobs.map((job) => job.scratchBytes));
    this.constants = constantsOf(jobs, wanted, uses);
    this.constantBytes = this.constants.reduce((sum, { data }) => sum + paddedBytes(data.length), 0);
  }

  /** Where every value stands when the operations have run. */
  addresses(around: Surroundings): (id: ValueId) => number {
    const addresses = new Map(around.placed);
    let next = around.constants;
    for (const { id, data } of this.constants) {
      addresses.set(id, next);
      next += paddedBytes(data.length);
    }
    this.jobs.forEach(({ output }, i) => {
      if (!addresses.has(output)) addresses.set(output, around.arena + at(this.outputs, i));
    });
    return (id) => {
      const storage = this.uses.storageOf(id);
      const known = addresses.get(storage);
      if (known !== undefined) return known;
      const info = at(this.uses.program.values, storage);
      invariant(info.source.kind !== 'op', `value ${id} is computed`);
      return around.source(info);
    };
  }

  /** The operations for the table, those of its first part and the rest. */
  words(around: ThreadSurroundings): { readonly first: Words[]; readonly rest: Words[] } {
    const address = this.addresses(around);
    const words = this.jobs.map((job, i) =>
      job.words({
        reads: job.reads.map(address),
        output: address(job.output),
        exact: around.placed.has(job.output),
        room: around.arena + at(this.rooms, i),
        scratch: around.scratch,
      }),
    );
    return { first: words.slice(0, this.firstJobs).flat(), rest: words.slice(this.firstJobs).flat() };
  }

  storageOf(id: ValueId): ValueId {
    return this.uses.storageOf(id);
  }

  /** True where a job of this plan makes the value's storage. */
  makes(id: ValueId): boolean {
    return this.jobs.some((job) => job.output === this.uses.storageOf(id));
  }
}

const storages = (uses: Uses, ids: readonly ValueId[]): ValueId[] => ids.map((id) => uses.storageOf(id));

/** After which job each value is no longer needed; what is wanted, never. */
function lastReads(jobs: readonly Job[], wanted: readonly ValueId[]): Map<ValueId, number> {
  const ends = new Map<ValueId, number>();
  jobs.forEach((job, index) => {
    for (const id of job.reads) ends.set(id, index);
  });
  for (const id of wanted) ends.set(id, jobs.length);
  return ends;
}

/** Constants and fills that jobs read or somebody wants. Of a fill that only elementwise operations read, one number is enough. */
function constantsOf(jobs: readonly Job[], wanted: readonly ValueId[], uses: Uses): Constant[] {
  const needed = new Set([...storages(uses, wanted), ...jobs.flatMap((job) => job.reads)]);
  return [...needed].flatMap((id): Constant[] => {
    const { source, shape, dtype } = at(uses.program.values, id);
    if (source.kind === 'constant') {
      return [{ id, data: dtype === 'i32' ? Int32Array.from(source.data) : Float32Array.from(source.data) }];
    }
    const fill = uses.made(id, 'fill');
    if (!fill) return [];
    const single = !uses.isKept(id) && uses.readersOf(id).every(isElementwise);
    return [{ id, data: new Float32Array(single ? 1 : sizeOf(shape)).fill(fill.attributes.value) }];
  });
}
