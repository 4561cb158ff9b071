import type { Executor } from '../../src/engine/executors/executor.ts';
import { loadSession } from '../contenders/ours.ts';
import { blockOf, type Exercise } from '../models/exercise.ts';
import { unrecorded } from '../models/unrecorded.ts';
import type { Burst, Pair } from './pair.ts';

/** Plain training steps of an exercise. */
async function plainSteps(executor: Executor, exercise: Exercise): Promise<(steps: number) => Burst> {
  const session = await loadSession(executor, exercise);
  return (steps) => {
    const block = blockOf(exercise, 0, steps);
    return () => session.run(block);
  };
}

/** Every pair that is measured: one more is one more entry. */
export const pairs: readonly Pair[] = [
  {
    id: 'recording',
    title: 'every loss of every step computed and recorded, by none',
    models: ['A', 'B'],
    start: async (executor, exercise) => ({
      plain: await plainSteps(executor, unrecorded(exercise)),
      other: await plainSteps(executor, exercise),
    }),
  },
];

export function pairOf(id: string): Pair {
  const found = pairs.find((pair) => pair.id === id);
  if (!found) throw new Error(`There is no pair ${id}: ${pairs.map((pair) => pair.id).join(', ')}.`);
  return found;
}
