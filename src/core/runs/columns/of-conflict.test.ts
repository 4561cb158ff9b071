import { expect, it } from 'vitest';
import type { ConflictReport } from '../conflict.ts';
import { blockOf, type RecordedSteps } from './blocks.ts';
import { conflictColumns } from './of-conflict.ts';

const report: ConflictReport = {
  step: 6,
  tasks: ['a', 'b'],
  nodes: ['low', 'high'],
  losses: Float32Array.of(1, 2),
  // g_a = (1, 0 | 2), g_b = (−1, 1 | 0): the first two numbers belong to `low`.
  gramians: Float32Array.of(1, -1, -1, 2, 4, 0, 0, 0),
};
const steps: RecordedSteps = {
  from: 6,
  count: 3,
  columns: [
    { id: 'loss', keys: ['a', 'b'], values: new Float32Array(6) },
    { id: 'weight', keys: ['a', 'b'], values: new Float32Array(6).fill(1) },
    { id: 'effective', keys: ['a', 'b'], values: Float32Array.of(1, 1, 0.5, 3, 1, 1) },
  ],
};

it('stand at the step whose batch was looked at, with the weights that acted in it', () => {
  const columns = conflictColumns(report, steps, 1, true);
  const at = (id: string): number[] => [...(blockOf(columns, id)?.values ?? [])];
  const none = Number.NaN;
  const around = (...values: readonly number[]): number[] => [...values.map(() => none), ...values, ...values.map(() => none)];
  expect(at('gradientNorm')).toEqual(around(Math.fround(Math.sqrt(5)), Math.fround(Math.sqrt(2))));
  expect(at('cosine')).toEqual(around(Math.fround(-1 / Math.sqrt(10))));
  expect(at('magnitude')).toEqual(around(expect.closeTo((2 * Math.sqrt(10)) / 7, 6)));
  // Where a task has no gradient there is nothing to compare.
  expect(at('nodeCosine')).toEqual(around(Math.fround(-1 / Math.sqrt(2)), none));
  // d = ½·g_a + 3·g_b = (−2.5, 3, 1).
  const length = Math.hypot(2.5, 3, 1);
  expect(at('stepCosine')).toEqual(
    around(expect.closeTo((-2.5 + 2) / (length * Math.sqrt(5)), 6), expect.closeTo(5.5 / (length * Math.sqrt(2)), 6)),
  );
});

it('say nothing of where a step goes that is made of more than its own gradients', () => {
  const columns = conflictColumns(report, steps, 1, false);
  expect([...(blockOf(columns, 'stepCosine')?.values ?? [])].every(Number.isNaN)).toBe(true);
  expect(blockOf(columns, 'cosine')?.values[1]).toBeLessThan(0);
});
