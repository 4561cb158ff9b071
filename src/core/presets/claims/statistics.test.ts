import { describe, expect, it } from 'vitest';
import { mean, spread } from '../../util/statistics.ts';
import { alikeWithin, failing, halfWidth, isOutlier, quantile, signTest, verdictOf } from './statistics.ts';

/** Eight of the ten differences of Student's sleep data (1908). */
const pairs = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8];

describe('paired differences', () => {
  it('have the mean, the spread and the interval that scipy gives', () => {
    expect(mean(pairs)).toBeCloseTo(1.225, 10);
    expect(spread(pairs)).toBeCloseTo(0.702546, 6);
    expect(halfWidth(pairs)).toBeCloseTo(0.8692, 3);
  });

  it('tell a direction only outside their spread', () => {
    expect(verdictOf(pairs)).toBe('higher');
    expect(verdictOf(pairs.map((value) => -value))).toBe('lower');
    expect(verdictOf(pairs.map((value) => value - 0.5))).toBe('cannot tell');
    expect(verdictOf([0, 0, 0, 0, 0, 0, 0, 0])).toBe('cannot tell');
  });

  it('tell a direction too where nearly all pairs have it, though one run fails', () => {
    const failed = [...Array.from({ length: 15 }, (_, i) => 0.01 + i / 1000), -0.9];
    expect(Math.abs(mean(failed))).toBeLessThan(halfWidth(failed));
    expect(signTest(failed)).toBeCloseTo(2 * (17 / 65536), 10);
    expect(verdictOf(failed)).toBe('higher');
    expect(signTest([1, 1, -1, 0, 0])).toBe(1);
    expect(signTest([-1, -1, -1, -1, -1, -1, -1, -1])).toBe(2 / 256);
  });

  it('are alike only where the whole interval lies within the margin', () => {
    const small = pairs.map((value) => (value - 1.225) / 100);
    expect(alikeWithin(small, 0.009)).toBe(true);
    expect(alikeWithin(small, 0.008)).toBe(false);
    expect(alikeWithin([0, 0, 0, 0, 0, 0, 0, 0], 0)).toBe(true);
  });

  it('are not judged by a number of pairs whose t is not known', () => expect(() => halfWidth([1, 2, 3])).toThrow('3 pairs'));
});

it('takes quantiles as R and NumPy do by default', () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([7], 0.5)).toBe(7);
});

it('calls a seed an outlier beyond the fences of a box plot', () => {
  const values = [0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.7, 0.32];
  expect(isOutlier(0.32, values)).toBe(true);
  expect(isOutlier(0.75, values)).toBe(false);
});

it('counts as failing what gains less than half of what the median run gains', () => {
  expect(failing([0.9, 0.92, 0.94, 0.95, 0.3], 0.1)).toBe(0.2);
  expect(failing([0.9, 0.92, 0.94, 0.6], 0.1)).toBe(0);
  // Where less is better, guessing is above.
  expect(failing([0.1, 0.2, 0.1, 0.8], 1)).toBe(0.25);
  expect(failing([0.5, 0.5, 0.5], 0.5)).toBeNull();
  expect(failing([0.3, 0.6, 0.9], 0.5)).toBeNull();
});
