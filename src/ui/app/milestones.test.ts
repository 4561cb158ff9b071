import { expect, it } from 'vitest';
import { milestoneAt } from './milestones.ts';

const reached = (goal: number, last = goal): number[] => Array.from({ length: last + 1 }, (_, epoch) => milestoneAt(epoch, goal));

it('are the quarters of the way to the goal, each once, and none beyond it', () => {
  expect(reached(8, 10)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4]);
  expect(new Set(reached(1000, 2000)).size).toBe(5);
});

it('are as many as there are epochs where those are few', () => {
  expect(reached(1, 2)).toEqual([0, 1, 1]);
  expect(reached(3)).toEqual([0, 1, 2, 3]);
});
