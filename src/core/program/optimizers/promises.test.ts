import { expect, it } from 'vitest';
import { initialOptimizer } from '../initialize.ts';
import { applyUpdate } from '../reference/apply-update.ts';
import { scalarAt } from '../update/step-scalars.ts';
import { adam } from './adam.ts';
import { lion } from './lion.ts';
import type { OptimizerSettings } from './registry.ts';
import { updateOf } from './update-of.ts';

/** What help texts say of optimisers, as properties beside the numbers of `optimizers.test.ts` and PyTorch's. */

/** By how much parameters that begin at `from` move in each step of these gradients, at a rate of 0.1. */
function moves(settings: OptimizerSettings, gradients: readonly number[][], from: readonly number[]): number[][] {
  const update = { ...updateOf(settings), clipNorm: null };
  const parameters = Float64Array.from(from);
  const slots = Float64Array.from(initialOptimizer({ update, trainableCount: from.length }));
  return gradients.map((gradient, i) => {
    const before = [...parameters];
    const controls = [0.1, ...update.rule.stepScalars.map((scalar) => scalarAt(scalar, i + 1))];
    applyUpdate(update, controls, { learningRate: 0, stepScalars: 1 }, parameters, Float64Array.from(gradient), slots);
    return [...parameters].map((value, j) => value - (before[j] ?? 0));
  });
}

const first = (settings: OptimizerSettings, gradient: number, from = 1): number =>
  moves(settings, [[gradient]], [from])[0]?.[0] ?? Number.NaN;

it('SGD goes straight down: against the gradient, as far as it is long', () => {
  expect(moves({ kind: 'sgd' }, [[3, -4]], [0, 0])).toEqual([[-0.1 * 3, 0.1 * 4]]);
});

it('momentum keeps rolling where there is no gradient any more', () => {
  const steps = moves({ kind: 'momentum', momentum: 0.5, nesterov: false }, [[1], [0], [0]], [0]).flat();
  [-0.1, -0.05, -0.025].forEach((moved, i) => {
    expect(steps[i]).toBeCloseTo(moved, 12);
  });
});

it('RMSprop and Adam give large and small gradients the same steps, once they know their size', () => {
  for (const settings of [
    { kind: 'rmsprop', decay: 0.9, epsilon: 1e-12 },
    { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-12 },
  ] as const) {
    const steps = moves(
      settings,
      Array.from({ length: 200 }, () => [100, 0.01]),
      [0, 0],
    );
    const [large = 0, small = 1] = steps.at(-1) ?? [];
    expect(large).toBeCloseTo(small, 6);
    expect(small).toBeCloseTo(-0.1, 2);
  }
});

it('Adagrad gives smaller steps to what has moved a lot', () => {
  const steps = moves(
    { kind: 'adagrad', initialAccumulator: 0.1, epsilon: 1e-7 },
    [
      [5, 0],
      [1, 1],
    ],
    [0, 0],
  );
  const [moved = 0, rested = 0] = steps[1] ?? [];
  expect(Math.abs(moved)).toBeLessThan(Math.abs(rested) / 3);
});

it('Lion moves every parameter by the rate, whatever the size of its gradient, and asks for a tenth of Adam’s rate', () => {
  expect(moves({ kind: 'lion', beta1: 0.9, beta2: 0.99, weightDecay: 0 }, [[1e-6, -70]], [0, 0])).toEqual([[-0.1, 0.1]]);
  expect(lion.usualRate).toBeCloseTo(adam.usualRate / 10, 12);
});

it('AdamW is Adam that also shrinks every parameter by decay times rate', () => {
  const moments = { beta1: 0.9, beta2: 0.99, epsilon: 1e-7 };
  for (const from of [4, -3, 0]) {
    const more = first({ kind: 'adamw', ...moments, weightDecay: 0.5 }, 1, from) - first({ kind: 'adam', ...moments }, 1, from);
    expect(more).toBeCloseTo(-0.1 * 0.5 * from, 12);
  }
});

it('ε stands outside the root in Adam, after the correction, and inside it in RMSprop and Adagrad', () => {
  const epsilon = 0.5;
  // After one step the corrected moments are the gradient and its square.
  expect(first({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon }, 2)).toBeCloseTo((-0.1 * 2) / (2 + epsilon), 10);
  expect(first({ kind: 'rmsprop', decay: 0.9, epsilon }, 2)).toBeCloseTo((-0.1 * 2) / Math.sqrt(0.1 * 4 + epsilon), 10);
  const gathered = { initialAccumulator: 0.1, epsilon };
  expect(first({ kind: 'adagrad', ...gathered }, 2)).toBeCloseTo((-0.1 * 2) / Math.sqrt(0.1 + 4 + epsilon), 10);
});
