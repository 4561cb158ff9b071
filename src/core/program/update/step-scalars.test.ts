import { expect, test } from 'vitest';
import { biasCorrection, scalar, scalarAt, stepNumber } from './step-scalars.ts';

test('a number of the step is what its expression says', () => {
  expect(scalarAt(biasCorrection(0.9), 3)).toBe(1 - 0.9 ** 3);
  expect(scalarAt(scalar.div(scalar.add(stepNumber, 1), scalar.mul(2, scalar.power(stepNumber, 2))), 4)).toBe(5 / 32);
});

test('a product over all steps depends on the step alone: the order of asking, or going back, changes no bit', () => {
  const factor = scalar.sub(1, scalar.power(0.96, stepNumber));
  const written = (step: number): number => {
    let value = 1;
    for (let i = 1; i <= step; i++) value *= 1 - 0.96 ** i;
    return value;
  };
  const product = scalar.product(factor);
  for (const step of [1, 2, 3, 10, 4, 4, 200, 1]) expect(scalarAt(product, step)).toBe(written(step));
});

test('a product costs one factor more per step', () => {
  const began = performance.now();
  const product = scalar.product(scalar.sub(1, scalar.power(0.96, stepNumber)));
  for (let step = 1; step <= 100_000; step++) scalarAt(product, step);
  // Multiplied out anew for each step this would be 5·10⁹ factors: minutes.
  expect(performance.now() - began).toBeLessThan(5000);
});
