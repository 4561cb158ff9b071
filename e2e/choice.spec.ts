import { expect, test } from 'playwright/test';
import { type Losses, largestDifference, openPage, trainSteps, visitAgain } from './support.ts';

const tfjsFiles = /tfjs-backend/;

test('a page without a GPU trains on our WebAssembly, says how fast, and never loads tfjs', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openPage(page);
  const executor = await page.evaluate(() => window.playground?.status().executor);
  expect(executor).toMatchObject({ id: 'wasm', backend: 'wasm', reasonCode: 'measured' });
  expect(executor?.measured?.[0]?.stepsPerSecond).toBeGreaterThan(0);
  expect(asked.some((url) => url.endsWith('/data/wasm/kernels.wasm'))).toBe(true);
  expect(asked.filter((url) => tfjsFiles.test(url))).toEqual([]);

  const badge = page.getByTestId('backend');
  await expect(badge).toHaveText('wasm');
  await badge.hover();
  await expect(page.getByRole('tooltip')).toHaveText(/Fastest here: wasm( ×\d)? \d+(\.\d+)? steps\/s/);
});

test('what was measured is remembered at the next visit; every executor can be forced, and the losses are the same: of ours to the bit, of tfjs nearly', async ({
  page: first,
}) => {
  let page = first;
  await openPage(page, '#preset=toy-related');
  const figures = () => page.evaluate(() => window.playground?.status().executor?.measured);
  const measured = await figures();
  const losses: Losses = await trainSteps(page, 20);
  // Without WebGPU the page says what it uses instead, and why.
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip')).toContainText('WebGPU');

  page = await visitAgain(page, '#preset=toy-related&lang=zh-CN');
  expect(await figures()).toEqual(measured);
  expect(await trainSteps(page, 20)).toEqual(losses);
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip')).toHaveText(/用此网络实测：wasm \d+(\.\d+)? 步\/秒/);

  for (const [choice, shown] of [
    ['executor=wasm', 'wasm'],
    ['executor=tfjs', 'tfjs wasm'],
    ['executor=tfjs&backend=cpu', 'tfjs cpu'],
  ] as const) {
    page = await visitAgain(page, `#preset=toy-related&lang=en&${choice}`);
    await expect(page.getByTestId('backend')).toHaveText(`${shown} ⚑`);
    const executor = await page.evaluate(() => window.playground?.status().executor);
    expect(executor).toMatchObject({ reasonCode: 'forced' });
    expect(`${executor?.id === 'tfjs' ? 'tfjs ' : ''}${executor?.backend}`).toBe(shown);
    const again = await trainSteps(page, 20);
    if (executor?.id === 'wasm') expect(again).toEqual(losses);
    expect(largestDifference(losses, again)).toBeLessThan(1e-3);
  }
});

test('where the kernels cannot be had, tfjs stands in and the page says why; a forced executor that is not there is refused with the reason', async ({
  page,
}) => {
  await page.route('**/kernels.wasm', (route) => route.fulfill({ status: 404 }));
  await openPage(page, '#preset=toy-related');
  await expect(page.getByTestId('backend')).toHaveText('tfjs wasm');
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip')).toHaveText(/stands in for wasm, which cannot be used here: 404/);

  await page.goto('about:blank');
  await page.goto('./#preset=toy-related&executor=webgpu');
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
  const error = await page.evaluate(() => window.playground?.status().error);
  expect(error).toMatchObject({ code: 'page.backendUnavailable' });
});
