import { expect, type Page, test } from 'playwright/test';
import { type Losses, largestDifference, openPage, trainSteps } from './support.ts';

const steps = 20;

/** A software adapter needs many seconds for one step of the CNN with 64 images, so that it gets fewer; the program is the same. */
const cases = [
  { preset: 'digits-shared', batchSize: 64 },
  { preset: 'digits-cnn', batchSize: 8 },
];

async function losses(page: Page, preset: string, batchSize: number, forced: string): Promise<Losses> {
  await page.goto('about:blank');
  await openPage(page, `#preset=toy-related&${forced}`);
  await page.evaluate(
    async ([id, size]) => {
      const { playground } = window;
      await playground?.load({ preset: String(id) });
      const project = JSON.parse(JSON.stringify(playground?.project()));
      project.training.batchSize = size;
      await playground?.load({ project });
    },
    [preset, batchSize] as const,
  );
  return trainSteps(page, steps);
}

for (const { preset, batchSize } of cases) {
  test(`${preset}: WebGPU on the software adapter gives the losses of WASM`, async ({ page }) => {
    test.setTimeout(400_000);
    const wasm = await losses(page, preset, batchSize, 'executor=tfjs&backend=wasm');
    const webgpu = await losses(page, preset, batchSize, 'executor=tfjs&backend=webgpu');
    const status = await page.evaluate(() => window.playground?.status().executor);
    expect(status).toMatchObject({ id: 'tfjs', backend: 'webgpu', reasonCode: 'forced' });
    await expect(page.getByTestId('backend')).toHaveText(/webgpu/);
    expect(wasm).toHaveLength(steps);
    expect(largestDifference(wasm, webgpu)).toBeLessThan(1e-3);
  });
}

test('a software adapter is never chosen by itself, and the status says why', async ({ page }) => {
  await openPage(page, '#preset=toy-related');
  const executor = await page.evaluate(() => window.playground?.status().executor);
  expect(executor?.backend).toBe('wasm');
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip').filter({ hasText: /software/i })).toBeVisible();
});
