import { expect, test } from 'playwright/test';
import { largestDifference, openPage, trainSteps, visitAgain } from './support.ts';

test('a software adapter is never taken by itself, and the status says why; forced, it gives the losses of WebAssembly', async ({
  page: first,
}) => {
  let page = first;
  await openPage(page, '#preset=toy-related');
  const chosen = await page.evaluate(() => window.playground?.status().executor);
  expect(chosen).toMatchObject({ id: 'wasm', backend: 'wasm', reasonCode: 'softwareAdapter' });
  expect(chosen?.measured?.map(({ id }) => id)).toEqual(['wasm']);
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip').filter({ hasText: /software/i })).toBeVisible();
  const wasm = await trainSteps(page, 20);

  page = await visitAgain(page, '#preset=toy-related&executor=webgpu');
  const forced = await page.evaluate(() => window.playground?.status().executor);
  expect(forced).toMatchObject({ id: 'webgpu', backend: 'webgpu', reasonCode: 'forced' });
  expect(largestDifference(wasm, await trainSteps(page, 20))).toBeLessThan(1e-3);
});
