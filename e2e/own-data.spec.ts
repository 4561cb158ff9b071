import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { reopen, test } from './shared-page.ts';

test('the penguins come in by mouse, correctly read, and train as three tasks of three kinds; the link says that it carries no data', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles('node_modules/vega-datasets/data/penguins.json');
  await expect(dialog.getByText('344 rows, 7 columns')).toBeVisible();
  await dialog.getByLabel('Use of Species').selectOption('Target (a task)');
  await dialog.getByLabel('Use of Body Mass (g)').selectOption('Target (a task)');
  await expect(dialog.getByText('a head for each of 3 tasks')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  const tasks = page.locator('.task-card');
  await expect(tasks).toHaveCount(3);
  await expect(tasks.nth(1)).toContainText('342 of 344 labelled');
  const reached = await page.evaluate(async () => {
    await window.playground?.train({ epochs: 20 });
    return JSON.stringify(await window.playground?.evaluate('test'));
  });
  const metrics: Record<string, Record<string, number>> = JSON.parse(reached);
  expect(Object.keys(metrics)).toEqual(['species', 'body-mass-g', 'sex']);
  expect(metrics.species?.accuracy).toBeGreaterThan(0.85);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('It describes your data but does not carry it')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('by keyboard alone: rows are pasted, a column becomes a target, and the data is used', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const rows = Array.from({ length: 40 }, (_, i) => `${(i * 7) % 11}.5;${i % 2 ? 'ja' : 'nein'};${i % 3}`);
  await page.getByRole('button', { name: 'Use your own data…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(`wert;antwort;klasse\n${rows.join('\n')}\n`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('40 rows, 3 columns')).toBeVisible();
  await dialog.getByLabel('Use of antwort').focus();
  await page.keyboard.type('Tar');
  await expect(dialog.getByText('a head for each of 2 tasks')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this data' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.task-card')).toHaveCount(2);
});
