import { expect, it } from 'vitest';
import { lossShare } from './loss-share.ts';

const tasks = [
  { id: 'a', enabled: true, weight: 1 },
  { id: 'b', enabled: true, weight: 3 },
  { id: 'off', enabled: false, weight: 9 },
  { id: 'new', enabled: true, weight: 5 },
];
const losses = new Map([
  ['a', 0.6],
  ['b', 0.2],
  ['off', 7],
]);
const lossOf = (task: string): number | null => losses.get(task) ?? null;

it('is the part of the weighted sum that a task has, of those that are on and have a loss', () => {
  expect(lossShare(tasks, lossOf, 'a')).toBeCloseTo(0.5, 12);
  expect(lossShare(tasks, lossOf, 'b')).toBeCloseTo(0.5, 12);
  expect(lossShare(tasks, lossOf, 'off')).toBeNull();
  expect(lossShare(tasks, lossOf, 'new')).toBeNull();
});

it('is unknown where nothing is left of the sum, and 0 for a weight of 0', () => {
  const weights = (...given: number[]) => tasks.slice(0, 2).map((task, i) => ({ ...task, weight: given[i] ?? 0 }));
  expect(lossShare(weights(0, 2), lossOf, 'a')).toBe(0);
  expect(lossShare(weights(0, 2), lossOf, 'b')).toBe(1);
  expect(lossShare(weights(0, 0), lossOf, 'a')).toBeNull();
});
