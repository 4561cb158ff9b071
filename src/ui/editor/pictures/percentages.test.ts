import { expect, test } from 'vitest';
import { percentages } from './percentages.ts';

test('shares that sum to one are whole percent that sum to a hundred', () => {
  expect(percentages([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
  expect(percentages([0.005, 0.005, 0.99])).toEqual([1, 0, 99]);
  expect(percentages(Float32Array.of(0.125, 0.125, 0.125, 0.625))).toEqual([13, 13, 12, 62]);
});

test('shares that sum to less stay less, and none is below zero', () => {
  expect(percentages([0.25, 0.25])).toEqual([25, 25]);
  expect(percentages([-0.001, 0.5])).toEqual([0, 50]);
  expect(percentages([])).toEqual([]);
});
