import { expect, test } from 'vitest';
import { weightsOpened } from './weights-opened.ts';

test('weights that were opened are told by their whole file name and their step, where the file says it', () => {
  const file = 'Points-two-conflicting-tasks-of-the-third-lesson-seed-1-step-1050.safetensors';
  expect(weightsOpened(file, 1050).message).toBe(
    `The network has the weights of step 1,050 from ${file}. Optimiser, schedule and curves begin afresh.`,
  );
  expect(weightsOpened(file, 0).message).toContain('weights of step 0 from');
  expect(weightsOpened(file)).toMatchObject({ code: 'page.undatedWeightsOpened', values: { file } });
  expect(weightsOpened('n'.repeat(100_000), 1).message.length).toBeLessThan(400);
});
