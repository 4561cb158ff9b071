import { expect, it } from 'vitest';
import { accuracyInfo, maeInfo, meanIouInfo } from './infos.ts';
import { meanOverTasks } from './mean-over-tasks.ts';

it('averages the tasks whose first metric is a share, and leaves errors and undefined ones out', () => {
  const mean = meanOverTasks([
    { info: accuracyInfo, value: 0.9 },
    { info: accuracyInfo, value: 0.7 },
    { info: meanIouInfo, value: 0.5 },
    { info: maeInfo, value: 12 },
    { info: accuracyInfo, value: null },
    { info: accuracyInfo, value: undefined },
  ]);
  expect(mean?.mean).toBeCloseTo(0.7, 12);
  expect(mean).toMatchObject({ count: 3, infos: [accuracyInfo, meanIouInfo] });
});

it('has nothing to say of a single task', () => {
  expect(meanOverTasks([{ info: accuracyInfo, value: 0.9 }])).toBeNull();
  expect(meanOverTasks([])).toBeNull();
});
