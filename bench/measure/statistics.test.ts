import { expect, test } from 'vitest';
import { deviationOf, median, ratioOf, worstDifference } from './statistics.ts';

test('the median lies between two in the middle', () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(median([])).toBeNaN();
});

test('the deviation is that of the half in the middle', () => {
  expect(deviationOf([1, 1.1, 0.9, 1, 50])).toBeCloseTo(0.1);
  expect(deviationOf([3, 3, 3])).toBe(0);
});

test('a ratio is taken round by round, so that a slow round of the machine does not count', () => {
  expect(ratioOf([100, 10, 100], [50, 5, 25])).toBe(2);
});

test('a contender with fewer rounds is compared in those that it has', () => {
  expect(ratioOf([10, 20, 900], [1, 1])).toBe(15);
});

test('losses that are missing or no numbers are infinitely far off', () => {
  expect(worstDifference([1, 2], [1, 2.002])).toBeCloseTo(1e-3, 5);
  expect(worstDifference([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
  expect(worstDifference([1, Number.NaN], [1, 2])).toBe(Number.POSITIVE_INFINITY);
});
