import { expect, test } from 'playwright/test';
import { mean, openPage, trainSteps } from './support.ts';

test('a first visitor presses Train and both tasks learn real digits', async ({ page }) => {
  await openPage(page);
  await expect(page.getByTestId('backend')).toHaveText(/wasm/);
  const step = page.getByTestId('step');
  await expect(step).toHaveText('0');
  await page.getByRole('button', { name: 'Train', exact: true }).click();

  const curve = page.locator('.curve-smoothed path').first();
  await expect(curve).toBeVisible();
  const early = await curve.getAttribute('d');
  await expect.poll(() => curve.getAttribute('d')).not.toBe(early);
  await expect(page.getByTestId('sample-grid').locator('[data-right="true"]').first()).toBeVisible();
  await expect
    .poll(async () => Number(await page.getByTestId('epoch').textContent()), { timeout: 120_000 })
    .toBeGreaterThanOrEqual(5);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');

  const test5 = await page.evaluate(() => window.playground?.evaluate('test'));
  expect(test5?.digit?.accuracy).toBeGreaterThanOrEqual(0.91);
  expect(test5?.group?.accuracy).toBeGreaterThanOrEqual(0.91);
});

test('a weight of 0 freezes that head: its loss stops improving while the other one goes on', async ({ page }) => {
  await openPage(page, '#preset=digits-independent');
  await trainSteps(page, 20);
  const slider = page.getByRole('slider', { name: /Weight of Group/ });
  await slider.focus();
  await page.keyboard.press('Home');
  const rows = await trainSteps(page, 160);
  const late = (task: string, from: number, to: number): number =>
    mean(rows.filter(({ step }) => step > from && step <= to).map(({ loss }) => loss[task] ?? Number.NaN));
  // Adam's momentum fades over some tens of steps; from then on the frozen network's loss only wavers with the batches.
  expect(late('group', 140, 180) / late('group', 60, 100)).toBeGreaterThan(0.85);
  expect(late('digit', 140, 180) / late('digit', 20, 40)).toBeLessThan(0.75);
  await expect(page.locator('.marker-taskWeight').first()).toBeAttached();
});

test('pause, reset and replay give the same losses, bit for bit', async ({ page }) => {
  await openPage(page);
  const first = await trainSteps(page, 30);
  await page.keyboard.press('r');
  await expect(page.getByTestId('step')).toHaveText('0');
  await trainSteps(page, 7);
  await trainSteps(page, 11);
  const again = await trainSteps(page, 12);
  expect(again).toEqual(first);
  await page.reload();
  await openPage(page);
  expect(await trainSteps(page, 30)).toEqual(first);
});

test('one step, pause and Space work by keyboard', async ({ page }) => {
  await openPage(page);
  await page.locator('body').press('ArrowRight');
  await expect(page.getByTestId('step')).toHaveText('1');
  await page.locator('body').press(' ');
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  await page.locator('body').press(' ');
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');
});
