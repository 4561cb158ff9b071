import { expect } from 'playwright/test';
import { test } from './engines/fixture.ts';

test('executors are measured again and again, and the page is ready each time', async ({ engine }) => {
  for (let visit = 0; visit < 3; visit++) {
    await engine.open('#preset=scenes-imbalanced');
    expect(await engine.run(() => window.playground?.status().executor?.device, null)).toBe('CPU, 1 thread');
    // What was measured is not to be remembered.
    await engine.run(() => localStorage.clear(), null);
  }
});
