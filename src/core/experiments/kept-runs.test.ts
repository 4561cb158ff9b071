import { describe, expect, it } from 'vitest';
import type { JudgedTask } from './experiment.ts';
import { type ComparableRun, keptImprovements, paretoFront } from './kept-runs.ts';

const accuracy: JudgedTask = { id: 'a', name: 'A', metric: 'accuracy', better: 'higher', range: [0, 1] };
const error: JudgedTask = { id: 'b', name: 'B', metric: 'rmse', better: 'lower', range: [0, null] };

const run = (id: string, tasks: readonly JudgedTask[], values: readonly number[], family = 'f'): ComparableRun => ({
  id,
  family,
  tasks,
  best: Object.fromEntries(tasks.map((task, i) => [task.id, { [task.metric]: values[i] ?? null }])),
});

describe('Δm of kept runs', () => {
  it('is the mean relative improvement over the last run of each task alone, by hand', () => {
    const found = keptImprovements([
      run('old', [accuracy], [0.1]),
      run('a', [accuracy], [0.8]),
      run('b', [error], [2]),
      // 0.88 is 10 % better than 0.8, and 2.2 is 10 % worse than 2; 1.6 is 20 % better.
      run('even', [accuracy, error], [0.88, 2.2]),
      run('better', [accuracy, error], [0.88, 1.6]),
    ]);
    expect(found.get('even')).toBeCloseTo(0, 9);
    expect(found.get('better')).toBeCloseTo(15, 9);
    expect(found.size).toBe(2);
  });

  it('is none without a baseline of every task, on another network, or where the baseline is near zero', () => {
    const shared = run('shared', [accuracy, error], [0.9, 1]);
    expect(keptImprovements([run('a', [accuracy], [0.8]), shared]).size).toBe(0);
    expect(keptImprovements([run('a', [accuracy], [0.8]), run('b', [error], [1], 'other'), shared]).size).toBe(0);
    expect(keptImprovements([run('a', [accuracy], [0.8]), run('b', [error], [0]), shared]).size).toBe(0);
  });
});

describe('the Pareto front', () => {
  it('is what no other point beats, in either direction, ties included', () => {
    const points = [
      { id: 'p', values: [0.9, 2] },
      { id: 'q', values: [0.8, 1] },
      { id: 'beaten', values: [0.8, 2] },
      { id: 'twin', values: [0.9, 2] },
    ];
    expect([...paretoFront(points, ['higher', 'lower'])]).toEqual(['p', 'q', 'twin']);
    expect([...paretoFront(points, ['lower', 'higher'])]).toEqual(['beaten']);
    expect(paretoFront([], ['higher']).size).toBe(0);
  });
});
