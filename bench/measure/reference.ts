import { ReferenceTrainer } from '../../src/core/program/reference/trainer.ts';
import { blockOf, exerciseOf } from '../models/exercise.ts';
import type { ModelSpec } from '../models/model.ts';

/** A contender whose losses differ by more, relatively, trains something else. */
export const lossTolerance = 1e-3;

/** The losses of the model's checked steps in float64, [steps, heads]. */
export function referenceLosses(model: ModelSpec): number[] {
  const exercise = exerciseOf(model);
  const { program, data } = exercise;
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(exercise.parameters);
  const { controls, rows, count } = blockOf(exercise, 0, model.checkedSteps);
  const { size } = program.controls;
  return Array.from({ length: count }, (_, step) => [
    ...trainer.step(
      controls.subarray(step * size, (step + 1) * size),
      rows.subarray(step * model.batch, (step + 1) * model.batch),
    ),
  ]).flat();
}
