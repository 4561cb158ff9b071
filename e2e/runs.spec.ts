import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'playwright/test';
import { reopen, test } from './shared-page.ts';
import { trainSteps } from './support.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test('a pinned run lies under the next one with its name, and is not drawn again while that grows', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const pin = page.getByRole('button', { name: 'Pin this run' });
  await expect(pin).toBeDisabled();
  await trainSteps(page, 300);
  const number = await page.evaluate(() => window.playground?.runs().at(-1)?.name.replace('Run ', ''));
  await pin.press('Enter');
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByTestId('step')).toHaveText('0');
  await expect(pin).toHaveAttribute('aria-pressed', 'false');

  await page.getByRole('button', { name: `Rename Run ${number}` }).press('Enter');
  await page.getByRole('textbox', { name: 'Name of the run' }).fill('First');
  await page.keyboard.press('Enter');
  const chart = page.getByTestId('curves');
  await expect(chart.getByText('● First')).toBeVisible();
  await trainSteps(page, 100);
  await expect(chart).toHaveAttribute('data-steps', '100');
  const pinned = page.locator('.curve[data-pinned="true"] path');
  const shown = page.locator('.curve-smoothed[data-pinned="false"] path');
  await expect(pinned).toHaveCount(4);
  await expect(shown).toHaveCount(2);
  await expect(page.locator('.curve-smoothed[data-pinned="true"]').first()).toHaveAttribute('stroke-dasharray', /\d/);

  const [before, grown] = [
    await shown.first().getAttribute('d'),
    await pinned.evaluateAll((all) => all.map((path) => path.getAttribute('d'))),
  ];
  await pinned.evaluateAll((all) => {
    for (const path of all) path.setAttribute('data-untouched', '');
    const seen = new MutationObserver(() => document.body.setAttribute('data-pinned-drawn', ''));
    for (const path of all) seen.observe(path, { attributes: true, attributeFilter: ['d'] });
  });
  await trainSteps(page, 100);
  await expect(chart).toHaveAttribute('data-steps', '200');
  await expect.poll(() => shown.first().getAttribute('d')).not.toBe(before);
  expect(await pinned.evaluateAll((all) => all.map((path) => path.getAttribute('d')))).toEqual(grown);
  expect(await page.locator('.curve path[data-untouched]').count()).toBe(4);
  expect(await page.locator('body[data-pinned-drawn]').count()).toBe(0);

  await chart.locator('.curve-overlay').hover({ position: { x: 120, y: 60 } });
  await expect(page.locator('.curve-table tbody').first().locator('tr')).toHaveText([/Half-plane A[\d.]+/, /First[\d.]+/]);
  expect((await new AxeBuilder({ page }).include('.curves').withTags(rules).analyze()).violations).toEqual([]);

  const told = await page.evaluate(async () => {
    // The page keeps the runs of the tests before, too.
    const all = window.playground?.runs() ?? [];
    const [first, second] = [all.find(({ name }) => name === 'First'), all.at(-1)];
    const whole = JSON.parse(JSON.stringify(await window.playground?.run(first?.id ?? '')));
    return { first, second, losses: whole.columns.loss.planeA.length, dataset: whole.document.data.dataset };
  });
  expect(told).toMatchObject({ first: { name: 'First', steps: 300 }, second: { steps: 200 }, losses: 300 });

  await page.getByRole('button', { name: 'Show First' }).click();
  await expect(pinned).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove First' }).click();
  await expect(page.getByRole('list', { name: 'Runs in the plot' })).toBeHidden();
});
