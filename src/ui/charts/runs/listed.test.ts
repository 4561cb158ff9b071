import { describe, expect, it } from 'vitest';
import { noRemarks, type RunSummary } from '../../../core/runs/run-summary.ts';
import { at } from '../../../core/util/assert-never.ts';
import { listedRuns, neighbourOf, onDataset } from './listed.ts';

const accuracy = { id: 'a', name: 'A', metric: 'accuracy', better: 'higher' as const, range: [0, 1] as [number, number] };
const rmse = { id: 'b', name: 'B', metric: 'rmse', better: 'lower' as const, range: [0, null] as [number, null] };

const run = (number: number, given: Partial<RunSummary>): RunSummary => ({
  ...noRemarks,
  id: `run-${number}`,
  number,
  started: `2026-01-01T00:00:0${number}.000Z`,
  document: { data: { dataset: 'toy' } },
  family: 'f',
  executor: null,
  steps: 10,
  stepsPerEpoch: null,
  seconds: 1,
  tasks: [accuracy, rmse],
  best: {},
  splits: {},
  sparkline: [],
  bytes: { record: 0, last: 0, best: 0 },
  ...given,
});
/** Oldest first, as the library has them. */
const runs = [
  run(1, { name: 'Run 10', steps: 30, best: { a: { accuracy: 0.7 }, b: { rmse: 2 } } }),
  run(2, { name: 'run 9', starred: true, note: 'Wide trunk', best: { a: { accuracy: 0.9 }, b: { rmse: 3 } } }),
  run(3, { steps: 20, document: { data: { dataset: 'digits' } }, best: { b: { rmse: 1 } } }),
  run(4, { document: 'damaged', best: { a: { accuracy: null } } }),
];
const improvements = new Map([
  ['run-1', -3],
  ['run-3', 4],
]);
const numbers = (view: Partial<Parameters<typeof listedRuns>[1]>): number[] =>
  listedRuns(
    runs,
    { filter: '', starred: false, order: 'newest', ...view },
    improvements,
    ({ name, number }) => name || `Run ${number}`,
  ).map(({ number }) => number);

describe('the list of runs', () => {
  it('is filtered by part of a name, a note or the data, in any case, and by stars', () => {
    expect(numbers({ filter: ' WIDE ' })).toEqual([2]);
    expect(numbers({ filter: 'digit' })).toEqual([3]);
    expect(numbers({ filter: 'run 1' })).toEqual([1]);
    expect(numbers({ filter: 'nothing of it' })).toEqual([]);
    expect(numbers({ starred: true })).toEqual([2]);
    expect(numbers({ starred: true, filter: 'digit' })).toEqual([]);
  });

  it('is ordered by time, name, steps, Δm, and by what is best of a task in its direction; what is not known comes last', () => {
    expect(numbers({})).toEqual([4, 3, 2, 1]);
    expect(numbers({ order: 'oldest' })).toEqual([1, 2, 3, 4]);
    // Numbers in names count as numbers.
    expect(numbers({ order: 'name' })).toEqual([3, 4, 2, 1]);
    expect(numbers({ order: 'steps' })).toEqual([1, 3, 4, 2]);
    expect(numbers({ order: 'improvement' })).toEqual([3, 1, 4, 2]);
    expect(numbers({ order: 'task a' })).toEqual([2, 1, 4, 3]);
    expect(numbers({ order: 'task b' })).toEqual([3, 1, 2, 4]);
  });

  it('has for each run the one before it on the same data', () => {
    expect(runs.map((one) => neighbourOf(runs, one)?.number)).toEqual([undefined, 1, undefined, undefined]);
    const later = run(5, {});
    expect(neighbourOf([...runs, later], later)?.number).toBe(2);
    expect(onDataset(runs, 'toy').map(({ number }) => number)).toEqual([1, 2]);
    expect(neighbourOf([], at(runs, 0))).toBeNull();
  });
});
