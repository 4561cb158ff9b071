import type { Executor } from '../../src/engine/executors/executor.ts';
import { loadSession } from '../contenders/ours.ts';
import { torchSteps } from '../contenders/torch-balanced.ts';
import { blockOf, type Exercise } from '../models/exercise.ts';
import { withoutLosses, withoutRecords } from '../models/losses.ts';
import { balancedLosses, balancedSteps } from './balanced.ts';
import { balancedModels, balancedPair, balancingCosts } from './balancing-costs.ts';
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
  ...Object.values(balancingCosts).flatMap(({ methods }) =>
    methods.map(
      (method): Pair => ({
        id: balancedPair(method),
        title: `steps balanced by ${method}, by plain ones`,
        models: balancedModels.map(([model]) => model),
        start: async (executor, exercise) => ({
          plain: await plainSteps(executor, exercise),
          other: await balancedSteps(executor, exercise.model, method),
        }),
      }),
    ),
  ),
  {
    id: 'naive',
    title: 'one backward pass for every task in stock tfjs-core, and the same rule, by steps balanced by upgrad',
    models: balancedModels.map(([model]) => model),
    start: async (executor, exercise, setup) => ({
      plain: await balancedSteps(executor, exercise.model, 'upgrad'),
      other: await (await import('../contenders/stock-balanced.ts')).naiveSteps(
        exercise,
        setup,
        executor.id === 'wasm' ? 'wasm' : 'webgpu',
      ),
    }),
  },
  {
    id: 'torch',
    title: "TorchJD's way in PyTorch on one thread, and the same rule, by steps balanced by upgrad, both in Node's processes",
    models: balancedModels.map(([model]) => model),
    executors: ['wasm'],
    place: 'Node',
    start: async (executor, exercise, setup) => ({
      plain: await balancedSteps(executor, exercise.model, 'upgrad'),
      ...(await torchSteps(exercise, setup, await balancedLosses(executor, exercise.model, 'upgrad'))),
    }),
  },
];

export function pairOf(id: string): Pair {
  const found = pairs.find((pair) => pair.id === id);
  if (!found) throw new Error(`There is no pair ${id}: ${pairs.map((pair) => pair.id).join(', ')}.`);
  return found;
}
