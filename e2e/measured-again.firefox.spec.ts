import { expect } from 'playwright/test';
import { test } from './engines/fixture.ts';

test('executors are measured again and again, with threads that come and go, and the page is ready each time', async ({
  engine,
}) => {
  for (let visit = 0; visit < 5; visit++) {
    await engine.open('#preset=scenes-imbalanced');
    const measured = await engine.run(() => window.playground?.status().executor?.measured ?? [], null);
    expect(measured.some(({ threads }) => threads === 2)).toBe(true);
    // What was measured is not to be remembered.
    await engine.run(() => localStorage.clear(), null);
  }
});
