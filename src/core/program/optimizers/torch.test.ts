import { expect, test } from 'vitest';
import { initialOptimizer } from '../initialize.ts';
import { applyUpdate } from '../reference/apply-update.ts';
import { scalarAt } from '../update/step-scalars.ts';
import { golden, gradients, start } from './testing/torch-golden.ts';
import { updateOf } from './update-of.ts';

test.each(golden)('$settings gives what PyTorch gives', ({ settings, rate, first, last }) => {
  const update = { ...updateOf(settings), clipNorm: null };
  const parameters = Float64Array.from(start);
  const slots = Float64Array.from(initialOptimizer({ update, trainableCount: start.length }));
  const after = gradients.map((gradient, i) => {
    const controls = [rate, ...update.rule.stepScalars.map((scalar) => scalarAt(scalar, i + 1))];
    applyUpdate(update, controls, { learningRate: 0, stepScalars: 1 }, parameters, Float64Array.from(gradient), slots);
    return [...parameters];
  });
  const expectClose = (actual: readonly number[] | undefined, expected: readonly number[]): void => {
    expect(actual).toHaveLength(expected.length);
    actual?.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 10);
    });
  };
  expectClose(after[0], first);
  expectClose(after.at(-1), last);
});
