import { expect, test } from 'playwright/test';
import { openPage, trainSteps } from './support.ts';

test('a task that becomes one of another kind while «Try it» looks at it: applied, the page goes on', async ({ page }) => {
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  await openPage(page, '#preset=birdstrikes');
  await trainSteps(page, 30);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await expect(page.locator('.try-said')).toContainText('Size of the bird');
  const card = page.locator('.task-card[data-task="size"]');
  await card.getByRole('button', { name: /Labels/ }).click();
  await card.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Classification' }).click();
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle');
  await expect(page.locator('.try-said')).toContainText('Size of the bird');
  await expect(page.locator('.broken-pane')).toHaveCount(0);
  await trainSteps(page, 5);
  expect(broken).toEqual([]);
});

test('a pane that breaks says so, leaves the rest of the page alone and is reloaded', async ({ page }) => {
  await page.route(/try-tab[^/]*\.js/, (route) => route.abort());
  await openPage(page, '#preset=toy-related');
  await page.getByRole('tab', { name: 'Try it' }).click();
  const pane = page.locator('.broken-pane');
  await expect(pane).toContainText('This part of the page broke.');
  await expect(pane).toContainText('Your document is kept');
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await expect(pane).toHaveCount(0);
  await trainSteps(page, 5);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await expect(pane).toBeVisible();
  await page.unroute(/try-tab[^/]*\.js/);
  await pane.getByRole('button', { name: 'Reload this part' }).click();
  await expect(pane).toHaveCount(0);
  await expect(page.locator('.try-it')).toBeVisible();
});

test('a drawer that breaks says so where it would be', async ({ page }) => {
  await page.route(/\/inspector-[^/]*\.js/, (route) => route.abort());
  await openPage(page, '#preset=toy-related');
  const pane = page.locator('.ed-canvas > .broken-pane');
  await expect(pane).toBeInViewport({ ratio: 1 });
  await page.unroute(/\/inspector-[^/]*\.js/);
  await pane.getByRole('button', { name: 'Reload this part' }).click();
  await expect(pane).toHaveCount(0);
  await page.locator('.react-flow__node').first().click();
  await expect(page.locator('.ed-inspector')).toBeVisible();
});
