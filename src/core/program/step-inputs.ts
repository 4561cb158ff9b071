import { at, invariant } from '../util/assert-never.ts';
import { sizeOf } from './shapes.ts';
import type { GramianStep, TrainingProgram } from './types.ts';

/** How many rows a step is given: those of its own batch, and of further ones. */
export const rowsPerStep = ({ batchSize, furtherBatches = [] }: Pick<TrainingProgram, 'batchSize' | 'furtherBatches'>): number =>
  batchSize * (1 + furtherBatches.length);

/** How many numbers the weights of a step are chosen from: those of its matrices. */
export function gramianSize({ program: { outputs, values } }: GramianStep): number {
  const { gramian } = outputs;
  invariant(gramian !== undefined, 'a step whose weights are chosen has a Gramian');
  return sizeOf(at(values, gramian).shape);
}

/** How many matrices stand there: one for every group of parameters whose weights are chosen together. */
export const matricesOf = ({ groups }: GramianStep): number => groups?.length ?? 1;
