import { defaults } from '../../src/core/project/defaults.ts';
import type { Balancing } from '../../src/core/project/schema.ts';
import type { Executor } from '../../src/engine/executors/executor.ts';
import { createStepper } from '../../src/engine/stepping/stepper.ts';
import { loadSession } from '../contenders/ours.ts';
import { blockOf, exerciseOf } from '../models/exercise.ts';
import type { ModelSpec } from '../models/model.ts';
import type { Burst } from './pair.ts';

/** An exercise whose steps a method balances, and a stepper at step 0. */
async function balancedExercise(executor: Executor, model: ModelSpec, choice: Balancing | string) {
  const balancing = typeof choice === 'string' ? defaults.balancing(choice) : choice;
  const exercise = exerciseOf(model, balancing);
  const { program } = exercise;
  const session = await loadSession(executor, exercise);
  const stepper = createStepper({ program, session, seed: 1, stepsPerEpoch: 100, balancing: () => balancing });
  return { exercise, stepper };
}

/** Steps that a method balances, as a run takes them: whatever is solved on the way included. */
export async function balancedSteps(
  executor: Executor,
  model: ModelSpec,
  choice: Balancing | string,
): Promise<(steps: number) => Burst> {
  const { exercise, stepper } = await balancedExercise(executor, model, choice);
  let done = 0;
  return (steps) => {
    const block = blockOf(exercise, 0, steps);
    return () => {
      const firstStep = done + 1;
      done += steps;
      return stepper.step({ ...block, firstStep });
    };
  };
}

/** The task losses of the model's checked steps so balanced, [steps, T]. */
export async function balancedLosses(executor: Executor, model: ModelSpec, choice: Balancing | string): Promise<Float32Array> {
  const { exercise, stepper } = await balancedExercise(executor, model, choice);
  return (await stepper.step({ ...blockOf(exercise, 0, model.checkedSteps), firstStep: 1 })).losses;
}
