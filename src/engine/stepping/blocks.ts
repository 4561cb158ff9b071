import { rowsPerStep } from '../../core/program/step-inputs.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { joinSteps } from '../../core/runs/columns/blocks.ts';
import type { ColumnBlock } from '../../core/runs/columns/types.ts';
import type { StepBlock } from '../executors/executor.ts';

/** Consecutive steps, given away to the stepper; their control rows hold the visitor's weights λ. */
export interface NumberedBlock extends StepBlock {
  /** Counted from 1. */
  readonly firstStep: number;
  /** Records the Gramian of steps that would not need it, which are the same steps; the program must have been compiled with one. */
  readonly measure?: boolean;
  /** [count, T]: 1 where the batch says something of the task; absent: everywhere. */
  readonly measured?: Uint8Array;
}

/** What came of a block. */
export interface Stepped {
  /** [count, T], unweighted. */
  readonly losses: Float32Array;
  /** λ [count, T]. */
  readonly weights: Float32Array;
  /** What else is to be recorded: the effective weights where a method chose them, Gramians that were asked for. */
  readonly columns: readonly ColumnBlock[];
}

type Layout = Pick<TrainingProgram, 'controls' | 'batchSize' | 'furtherBatches' | 'tasks'>;

/** Where the weights [T] of step `index` of a block stand in its control rows. */
const weightsAt = ({ controls: { size, taskWeights } }: Layout, index: number): number => index * size + taskWeights;

/** Where those of what tasks share stand, of a plain step: apart where its program reads them apart. */
export const sharedWeightsAt = ({ controls: { size, taskWeights, sharedWeights } }: Layout, index: number): number =>
  index * size + (sharedWeights ?? taskWeights);

/** λ [count, T] out of a block's control rows. */
export function nominalOf(block: StepBlock, program: Layout): Float32Array {
  const { length: tasks } = program.tasks;
  const weights = new Float32Array(block.count * tasks);
  for (let i = 0; i < block.count; i++) {
    const from = weightsAt(program, i);
    weights.set(block.controls.subarray(from, from + tasks), i * tasks);
  }
  return weights;
}

/** `count` steps of a block, from `start` on, counted from 0. */
export function partOf(block: NumberedBlock, program: Layout, start: number, count: number): NumberedBlock {
  const { size } = program.controls;
  const { length: tasks } = program.tasks;
  const rows = rowsPerStep(program);
  const end = start + count;
  return {
    ...block,
    firstStep: block.firstStep + start,
    count,
    controls: block.controls.subarray(start * size, end * size),
    rows: block.rows.subarray(start * rows, end * rows),
    ...(block.measured ? { measured: block.measured.subarray(start * tasks, end * tasks) } : {}),
  };
}

/** A block cut where epochs end. */
export function byEpochs(block: NumberedBlock, stepsPerEpoch: number, program: Layout): NumberedBlock[] {
  const parts: NumberedBlock[] = [];
  for (let start = 0; start < block.count; ) {
    const firstStep = block.firstStep + start;
    const count = Math.min(block.count - start, stepsPerEpoch - ((firstStep - 1) % stepsPerEpoch));
    parts.push(partOf(block, program, start, count));
    start += count;
  }
  return parts;
}

function inOneRow(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((offset, part) => {
    all.set(part, offset);
    return offset + part.length;
  }, 0);
  return all;
}

/** What came of the parts of a block, one after the other; `tasks` is T. */
export function joined(parts: readonly Stepped[], tasks: number): Stepped {
  const stretches = parts.map(({ columns, losses }) => ({ from: 1, count: losses.length / tasks, columns }));
  return {
    losses: inOneRow(parts.map(({ losses }) => losses)),
    weights: inOneRow(parts.map(({ weights }) => weights)),
    columns: joinSteps(stretches)?.columns ?? [],
  };
}
