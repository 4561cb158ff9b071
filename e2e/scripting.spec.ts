import { expect } from 'playwright/test';
import { reopen, test, undo } from './shared-page.ts';

test('what a script does shows on the screen and can be undone; it trains, predicts and exports through the worker', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const told = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    await playground.train({ epochs: 1 });
    playground.setTaskWeight('planeA', 2.5);
    const status = await playground.train({ steps: 2 });
    const predicted = await playground.predict([1, 0, -1, 0], 2);
    const sizes: number[] = [];
    for (const { id } of playground.formats()) sizes.push((await playground.exportModel(id)).size);
    const weights = playground.history().map(({ weight }) => weight.planeA);
    return {
      version: playground.version,
      link: playground.link(),
      status,
      predicted: [...(predicted.planeA ?? [])],
      sizes,
      weights,
    };
  });
  expect(told.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(told.link).toMatch(/^http:\/\/localhost:\d+\/#project=/);
  expect(told.status).toMatchObject({ state: 'paused', executor: { id: 'wasm', backend: 'wasm' } });
  expect(told.predicted).toHaveLength(2);
  for (const size of told.sizes) expect(size).toBeGreaterThan(100);
  expect(told.weights.slice(-3)).toEqual([1, 2.5, 2.5]);
  const slider = page.getByRole('slider', { name: 'Weight of Half-plane A' });
  await expect(slider).toHaveAttribute('aria-valuenow', '2.5');
  await undo(page);
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
});
