import { expect, it } from 'vitest';
import { accuracy } from './entries/accuracy.ts';
import { mae } from './entries/mae.ts';
import { meanIou } from './entries/mean-iou.ts';
import { meanOverTasks } from './mean-over-tasks.ts';

it('averages the tasks whose first metric is a share, and leaves errors and undefined ones out', () => {
  const mean = meanOverTasks([
    { info: accuracy, value: 0.9 },
    { info: accuracy, value: 0.7 },
    { info: meanIou, value: 0.5 },
    { info: mae, value: 12 },
    { info: accuracy, value: null },
    { info: accuracy, value: undefined },
  ]);
  expect(mean?.mean).toBeCloseTo(0.7, 12);
  expect(mean?.infos).toEqual([accuracy, meanIou]);
  expect(mean?.of.map(({ value }) => value)).toEqual([0.9, 0.7, 0.5]);
});

it('has nothing to say of a single task', () => {
  expect(meanOverTasks([{ info: accuracy, value: 0.9 }])).toBeNull();
  expect(meanOverTasks([])).toBeNull();
});
