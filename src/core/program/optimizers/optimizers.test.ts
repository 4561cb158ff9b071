import { describe, expect, test } from 'vitest';
import { initialOptimizer } from '../initialize.ts';
import { applyUpdate, clipFactor } from '../reference/apply-update.ts';
import { scalarAt } from '../update/step-scalars.ts';
import type { OptimizerSettings } from './registry.ts';
import { updateOf } from './update-of.ts';

const layout = { learningRate: 0, stepScalars: 1 };

/** So small that it changes nothing here. */
const small = 1e-30;

/** w₀ = 1, learning rate 0.1, gradients 0.5 then −0.25: the values after each step, from the formulas by hand. */
function twoSteps(optimizer: OptimizerSettings): number[] {
  const update = { ...updateOf(optimizer), clipNorm: null };
  const w = Float64Array.of(1);
  const slots = Float64Array.from(initialOptimizer({ update, trainableCount: 1 }));
  return [0.5, -0.25].map((g, i) => {
    const controls = [0.1, ...update.rule.stepScalars.map((scalar) => scalarAt(scalar, i + 1))];
    applyUpdate(update, controls, layout, w, Float64Array.of(g), slots);
    return w[0] ?? Number.NaN;
  });
}

const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
  });
};

describe('two steps by hand', () => {
  test('sgd', () => close(twoSteps({ kind: 'sgd' }), [0.95, 0.975]));
  // m = 0.5, then 0.9·0.5 − 0.25 = 0.2
  test('momentum', () => close(twoSteps({ kind: 'momentum', momentum: 0.9, nesterov: false }), [0.95, 0.93]));
  // g + μm = 0.5 + 0.45 = 0.95, then −0.25 + 0.18 = −0.07
  test('Nesterov momentum', () => close(twoSteps({ kind: 'momentum', momentum: 0.9, nesterov: true }), [0.905, 0.912]));
  // step 1: m̂ = 0.5, √v̂ = 0.5; step 2: m = 0.02, c₁ = 0.19, v = 0.00031225, c₂ = 0.001999
  test('Adam', () =>
    close(twoSteps({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: small }), [
      0.9,
      0.9 - (0.1 * (0.02 / 0.19)) / Math.sqrt(0.00031225 / 0.001999),
    ]));
  test('AdamW shrinks the weight it found, outside the moments', () =>
    close(twoSteps({ kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: small, weightDecay: 0.01 }), [
      0.899,
      0.899 * 0.999 - (0.1 * (0.02 / 0.19)) / Math.sqrt(0.00031225 / 0.001999),
    ]));
  // v = 0.025, then 0.9·0.025 + 0.1·0.0625 = 0.02875
  test('RMSprop', () =>
    close(twoSteps({ kind: 'rmsprop', decay: 0.9, epsilon: small }), [
      1 - 0.05 / Math.sqrt(0.025),
      1 - 0.05 / Math.sqrt(0.025) + 0.025 / Math.sqrt(0.02875),
    ]));
  // v = 0.125 + 0.25, then + 0.0625
  test('Adagrad', () =>
    close(twoSteps({ kind: 'adagrad', epsilon: small, initialAccumulator: 0.125 }), [
      1 - 0.05 / Math.sqrt(0.375),
      1 - 0.05 / Math.sqrt(0.375) + 0.025 / Math.sqrt(0.4375),
    ]));
  // The sign of 0.05, then of 0.9·0.005 − 0.025; each time the weight it found is shrunk by 0.1·0.5.
  test('Lion goes by the sign alone, and shrinks the weight it found', () =>
    close(twoSteps({ kind: 'lion', beta1: 0.9, beta2: 0.99, weightDecay: 0.5 }), [0.95 - 0.1, 0.85 * 0.95 + 0.1]));
});

test('clipping shortens a long gradient to the norm and leaves a short one', () => {
  expect(clipFactor(Float64Array.of(3, 4), 1)).toBeCloseTo(0.2, 12);
  expect(clipFactor(Float64Array.of(3, 4), 5)).toBe(1);
  expect(clipFactor(Float64Array.of(0, 0), 1)).toBe(1);
  expect(clipFactor(Float64Array.of(300, 400), null)).toBe(1);
  const w = Float64Array.of(0, 0, 9);
  applyUpdate({ ...updateOf({ kind: 'sgd' }), clipNorm: 1 }, [0.5], layout, w, Float64Array.of(3, 4), new Float64Array(0));
  close([...w], [-0.3, -0.4, 9]);
});
