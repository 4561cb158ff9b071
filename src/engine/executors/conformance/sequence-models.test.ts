import { describe, expect, test } from 'vitest';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { exercise } from '../self-test/exercise.ts';
import { planTraining } from '../webgpu/plan/plan.ts';
import { hardwareProfile } from '../webgpu/plan/profile.ts';
import { simplifiedProgram } from './programs.ts';
import { gru, transformer } from './sequence-models.ts';
import { patienceMs } from './testing/every-executor.ts';
import { exerciseDifference } from './testing/known-comparisons.ts';
import { testedExecutors } from './testing/tested-executors.ts';

const small = {
  'a Transformer block': transformer({ batch: 4, tokens: 6, width: 8, heads: 2, vocabulary: 11 }),
  'an unrolled GRU': gru({ batch: 4, steps: 5, features: 3, units: 4 }),
};

const steps = 200;

describe.each(Object.entries(small))(`%s trained for ${steps} steps`, (name, spec) => {
  // Adam divides by the size of gradients: those that are 0 but for rounding (of a key's bias) would be steps of full length.
  const smooth = { ...spec, optimizer: updateOf({ kind: 'momentum', momentum: 0.9, nesterov: false }) };
  // At ten times this rate two float64 runs that begin 1e-7 apart part ways within 200 steps.
  const task = { ...exercise(smooth, steps, 1e-3), program: simplifiedProgram(smooth) };

  test.each(testedExecutors.map((tested) => [tested.name, tested] as const))(
    '%s',
    async (__, tested) => {
      expect(await exerciseDifference(`${name} over ${steps} steps`, tested, task)).toBeLessThan(tested.tolerance);
    },
    patienceMs,
  );
});

describe('dispatches of a step planned for a GPU', () => {
  const dispatches = (spec: Parameters<typeof simplifiedProgram>[0]): number =>
    planTraining(simplifiedProgram(spec), hardwareProfile).step.dispatches.length;

  test('a pre-norm Transformer block of width 64 with 4 heads over 32 tokens takes 34', () => {
    expect(dispatches(transformer({ batch: 32, tokens: 32, width: 64, heads: 4, vocabulary: 5000 }))).toBe(34);
  });

  test('a GRU of 32 units takes two for each of 32 steps, one on the way there and one on the way back, and 7 around them', () => {
    const gruOf = (steps: number): number => dispatches(gru({ batch: 32, steps, features: 8, units: 32 }));
    expect(gruOf(32)).toBe(2 * 32 + 7);
    expect(gruOf(16)).toBe(2 * 16 + 7);
  });
});
