import { expect, test } from 'playwright/test';
import { largestDifference, openPage, trainSteps } from './support.ts';

const steps = 20;

for (const preset of ['digits-shared', 'digits-cnn']) {
  test(`${preset}: WebGPU on the software adapter gives the losses of WASM`, async ({ page }) => {
    test.setTimeout(400_000);
    await openPage(page, `#preset=${preset}&executor=tfjs&backend=wasm`);
    const wasm = await trainSteps(page, steps);
    await page.goto('about:blank');
    await openPage(page, `#preset=${preset}&executor=tfjs&backend=webgpu`);
    const status = await page.evaluate(() => window.playground?.status().executor);
    expect(status).toMatchObject({ id: 'tfjs', backend: 'webgpu', reasonCode: 'forced' });
    await expect(page.getByTestId('backend')).toHaveText(/webgpu/);
    const webgpu = await trainSteps(page, steps);
    expect(wasm).toHaveLength(steps);
    expect(largestDifference(wasm, webgpu)).toBeLessThan(1e-3);
  });
}

test('a software adapter is never chosen by itself, and the status says why', async ({ page }) => {
  await openPage(page, '#preset=toy-related');
  const executor = await page.evaluate(() => window.playground?.status().executor);
  expect(executor).toMatchObject({ backend: 'wasm', reasonCode: 'softwareAdapter' });
});
