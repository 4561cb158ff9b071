import type { Executor } from '../../src/engine/executors/executor.ts';
import { loadSession } from '../contenders/ours.ts';
import { blockOf, type Exercise, exerciseOf } from '../models/exercise.ts';
import { withoutLosses, withoutRecords } from '../models/losses.ts';
import type { Burst, Pair } from './pair.ts';

/** Plain training steps of an exercise. */
async function plainSteps(executor: Executor, exercise: Exercise): Promise<(steps: number) => Burst> {
  const session = await loadSession(executor, exercise);
  return (steps) => {
    const block = blockOf(exercise, 0, steps);
    return () => session.run(block);
  };
}

/** Gramian steps: the losses and the Gramian come back at every step, and equal weights are chosen, which costs nothing. */
async function gramianSteps(executor: Executor, exercise: Exercise): Promise<(steps: number) => Burst> {
  const session = await loadSession(executor, exercise);
  return (steps) => {
    const block = blockOf(exercise, 0, steps);
    return () => session.runBalanced(block, (losses) => losses.map(() => 1));
  };
}

/** Every pair that is measured: one more is one more entry. */
export const pairs: readonly Pair[] = [
  {
    id: 'recording',
    title: 'every loss of every step recorded, by losses computed and not recorded',
    models: ['A', 'B'],
    start: async (executor, exercise) => ({
      plain: await plainSteps(executor, withoutRecords(exercise)),
      other: await plainSteps(executor, exercise),
    }),
  },
  {
    id: 'losses',
    title: 'every loss of every step computed and recorded, by training without losses',
    models: ['A', 'B'],
    start: async (executor, exercise) => ({
      plain: await plainSteps(executor, withoutLosses(exercise)),
      other: await plainSteps(executor, exercise),
    }),
  },
  {
    id: 'gramian',
    title: 'steps that choose their weights by the Gramian of the task gradients, by plain ones',
    models: ['A10'],
    start: async (executor, exercise) => ({
      plain: await plainSteps(executor, exercise),
      other: await gramianSteps(executor, exerciseOf(exercise.model, true)),
    }),
  },
];

export function pairOf(id: string): Pair {
  const found = pairs.find((pair) => pair.id === id);
  if (!found) throw new Error(`There is no pair ${id}: ${pairs.map((pair) => pair.id).join(', ')}.`);
  return found;
}
