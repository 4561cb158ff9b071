import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { loadEndless, reopen, test } from './shared-page.ts';
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
  // Who does not see it is told how far it is, now and then.
  await expect(page.getByTestId('milestone')).toHaveText(/^Epoch \d+ of 20: Digit accuracy [\d.]+%, Group accuracy [\d.]+%\.$/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');

  const test5 = await page.evaluate(() => window.playground?.evaluate('test'));
  expect(test5?.digit?.accuracy).toBeGreaterThanOrEqual(0.91);
  expect(test5?.group?.accuracy).toBeGreaterThanOrEqual(0.91);
});

test('reset and replay give the same losses, bit for bit; a weight of 0 freezes that head, while the other one goes on', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-independent');
  const first = await trainSteps(page, 20);
  await page.keyboard.press('r');
  await expect(page.getByTestId('step')).toHaveText('0');
  await trainSteps(page, 7);
  expect(await trainSteps(page, 13)).toEqual(first);

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

test('one step, pause and Space work by keyboard, and all keys are listed', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await loadEndless(page);
  await page.locator('body').press('ArrowRight');
  await expect(page.getByTestId('step')).toHaveText('1');
  await page.locator('body').press(' ');
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  await page.locator('body').press(' ');
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');

  await page.locator('body').press('?');
  const list = page.getByRole('dialog', { name: 'Keys' });
  await expect(list.getByRole('row').filter({ hasText: 'One step' })).toContainText('→');
  await expectAccessible(page, '[role="dialog"]');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await page.getByRole('button', { name: 'Keys (?)' }).click();
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
});

test('Space trains whatever was chosen last: an example that is still prepared, a theme, a language; on a slider and a tab too', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const expectState = (state: string) => expect(page.getByTestId('run-state')).toHaveAttribute('data-state', state);
  const choose = async (menu: string, item: string): Promise<void> => {
    await page.getByRole('button', { name: menu, exact: true }).click();
    await page.getByRole('menuitemradio', { name: item }).click();
    // A menu that goes gives the focus back.
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(page.locator('#canvas')).toBeFocused();
  };
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.locator('[data-preset="toy-conflicting"]').click();
  await expect(page.locator('#canvas')).toBeFocused();
  await page.keyboard.press(' ');
  await expectState('running');
  await choose('Theme', 'Dark');
  await page.keyboard.press(' ');
  await expectState('paused');
  await choose('Language', '简体中文');
  await page.keyboard.press(' ');
  await expectState('running');
  await choose('主题', '跟随系统');
  await choose('语言', 'English');
  const weight = page.getByRole('slider', { name: /^Weight of/ }).first();
  await weight.focus();
  await expect(weight).toBeFocused();
  await page.keyboard.press(' ');
  await expectState('paused');
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await page.keyboard.press(' ');
  await expectState('running');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await page.keyboard.press(' ');
  await expectState('paused');
  // Slow enough to be followed, and as fast as it can again.
  const speed = page.getByTestId('speed');
  await speed.click();
  await page.getByRole('menuitemradio', { name: '10 steps per second' }).click();
  await expect(page.locator('#canvas')).toBeFocused();
  await page.keyboard.press(' ');
  await expectState('running');
  await expect.poll(async () => Math.abs(Number(await speed.textContent()) - 10)).toBeLessThan(3);
  await speed.click();
  await page.getByRole('menuitemradio', { name: 'As fast as it can' }).click();
  await expect(page.locator('#canvas')).toBeFocused();
  await expect.poll(async () => Number(await speed.textContent())).toBeGreaterThan(100);
  await page.keyboard.press(' ');
  await expectState('paused');
  // Who closes a menu without a choice is back where it was opened.
  await page.getByRole('button', { name: 'Theme', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Theme', exact: true })).toBeFocused();
});

test('a first visit sees two tasks fight until anything is touched; a pull at the weight trains on; nothing runs by itself again, nor by a link', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '', locale: 'en-GB', reducedMotion: 'no-preference' });
  const page = await context.newPage();
  const expectState = (state: string) => expect(page.getByTestId('run-state')).toHaveAttribute('data-state', state);
  const step = async (): Promise<number> => Number(await page.getByTestId('step').textContent());
  await page.goto('./');
  await expectState('running');
  const intro = page.getByTestId('intro');
  await expect(intro).toContainText('Two tasks want opposite answers');
  await expect.poll(step).toBeGreaterThan(2);
  await page.mouse.wheel(0, 1);
  await expectState('paused');
  const weight = intro.getByRole('slider', { name: 'Weight of Half-plane A' });
  const stopped = await step();
  await weight.press('ArrowRight');
  await expectState('running');
  await expect.poll(step).toBeGreaterThan(stopped);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expectState('paused');
  await expect(intro.getByRole('button', { name: 'Five minutes on this: a lesson' })).toBeVisible();
  await intro.getByRole('button', { name: 'Close' }).click();
  await expect(intro).toHaveCount(0);
  await expect(page.locator('.speed-button[data-limited]')).toHaveCount(0);

  // What was seen is there again, and waits.
  await page.reload();
  await expectState('idle');
  expect(await page.evaluate(() => window.playground?.project())).toMatchObject({ tasks: [{ weight: 1.05 }, { weight: 1 }] });
  await expect(page.getByTestId('intro')).toHaveCount(0);
  await context.close();

  const other = await browser.newContext({ baseURL: baseURL ?? '', reducedMotion: 'no-preference' });
  await openPage(await other.newPage(), '#preset=toy-related');
  await other.close();
});
