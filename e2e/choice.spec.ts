import { expect, test } from 'playwright/test';
import { largestDifference, openPage, trainSteps } from './support.ts';

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

test('what was measured is remembered at the next visit, and the losses are the same, bit for bit', async ({ page }) => {
  await openPage(page, '#preset=toy-related');
  const figures = () => page.evaluate(() => window.playground?.status().executor?.measured);
  const first = await figures();
  const losses = await trainSteps(page, 20);
  await page.reload();
  await openPage(page, '#preset=toy-related');
  expect(await figures()).toEqual(first);
  expect(await trainSteps(page, 20)).toEqual(losses);
  await page.goto('about:blank');
  await openPage(page, '#preset=toy-related&executor=wasm');
  expect(await trainSteps(page, 20)).toEqual(losses);
});

test('tfjs and its backends can be forced; the losses are those of our executor', async ({ page }) => {
  const losses = [];
  for (const [choice, shown] of [
    ['executor=wasm', 'wasm'],
    ['executor=tfjs', 'tfjs wasm'],
    ['executor=tfjs&backend=cpu', 'tfjs cpu'],
  ] as const) {
    await page.goto('about:blank');
    await openPage(page, `#preset=toy-related&${choice}`);
    await expect(page.getByTestId('backend')).toHaveText(`${shown} ⚑`);
    const executor = await page.evaluate(() => window.playground?.status().executor);
    expect(executor).toMatchObject({ reasonCode: 'forced' });
    expect(`${executor?.id === 'tfjs' ? 'tfjs ' : ''}${executor?.backend}`).toBe(shown);
    losses.push(await trainSteps(page, 20));
  }
  const [ours = [], ...others] = losses;
  for (const other of others) expect(largestDifference(ours, other)).toBeLessThan(1e-3);
});

test('where the kernels cannot be had, tfjs stands in and the page says why', async ({ page }) => {
  await page.route('**/kernels.wasm', (route) => route.fulfill({ status: 404 }));
  await openPage(page, '#preset=toy-related');
  await expect(page.getByTestId('backend')).toHaveText('tfjs wasm');
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip')).toHaveText(/stands in for wasm, which cannot be used here: 404/);
});

test('a forced executor that is not there is refused with the reason', async ({ page }) => {
  await page.goto('./#preset=toy-related&executor=webgpu');
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
  const error = await page.evaluate(() => window.playground?.status().error);
  expect(error).toMatchObject({ code: 'page.backendUnavailable' });
});

test('the figures are there in Chinese', async ({ page }) => {
  await openPage(page, '#preset=toy-related&lang=zh-CN');
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip')).toHaveText(/用此网络实测：wasm \d+(\.\d+)? 步\/秒/);
});
