import { expect, it } from 'vitest';
import { nearer, steppedBy } from './step-keys.ts';

it('leads from step to step by arrows, over a tenth of what is seen by pages, and never out of it', () => {
  expect(steppedBy('ArrowRight', 40, 1, 101)).toBe(41);
  expect(steppedBy('ArrowLeft', 1, 1, 101)).toBe(1);
  expect(steppedBy('ArrowRight', 40, 1, 20_001)).toBe(140);
  expect(steppedBy('PageUp', 40, 1, 101)).toBe(50);
  expect(steppedBy('PageDown', 5, 1, 101)).toBe(1);
  expect([steppedBy('Home', 40, 1, 101), steppedBy('End', 40, 1, 101)]).toEqual([1, 101]);
  expect(steppedBy('a', 40, 1, 101)).toBeNull();
});

it('looks closer at the half around a step, or the last half', () => {
  expect(nearer([1, 101], 50)).toEqual([25, 75]);
  expect(nearer([1, 101], 3)).toEqual([1, 51]);
  expect(nearer([1, 101], Number.MAX_SAFE_INTEGER)).toEqual([51, 101]);
  expect(nearer([7, 9], 8)).toEqual([7, 9]);
});
