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

type Layout = Pick<TrainingProgram, 'controls' | 'batchSize' | 'tasks'>;

/** Where the weights [T] of step `index` of a block stand in its control rows. */
export const weightsAt = ({ controls: { size, taskWeights } }: Layout, index: number): number => index * size + taskWeights;

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

/** A block cut where epochs end. */
export function byEpochs(block: NumberedBlock, stepsPerEpoch: number, { controls, batchSize }: Layout): NumberedBlock[] {
  const parts: NumberedBlock[] = [];
  for (let start = 0; start < block.count; ) {
    const firstStep = block.firstStep + start;
    const count = Math.min(block.count - start, stepsPerEpoch - ((firstStep - 1) % stepsPerEpoch));
    parts.push({
      ...block,
      firstStep,
      count,
      controls: block.controls.subarray(start * controls.size, (start + count) * controls.size),
      rows: block.rows.subarray(start * batchSize, (start + count) * batchSize),
    });
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
