import { expect, test as own } from 'playwright/test';
import { reopen, test } from './shared-page.ts';
import { openPage, trainSteps } from './support.ts';

test('a task that becomes one of another kind while «Try it» looks at it: applied, the page goes on', async ({
  shared: page,
}) => {
  const broken: string[] = [];
  const note = (error: Error) => broken.push(error.message);
  page.on('pageerror', note);
  await reopen(page, 'birdstrikes');
  await trainSteps(page, 30);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await expect(page.locator('.try-said')).toContainText('Size of the bird');
  const card = page.locator('.task-card[data-task="size"]');
  await card.getByRole('button', { name: /Labels/ }).click();
  await card.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Classification' }).click();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByTestId('step')).toHaveText('31');
  await expect(page.locator('.try-said')).toContainText('Size of the bird');
  await expect(page.locator('.broken-pane')).toHaveCount(0);
  await trainSteps(page, 5);
  await page.getByRole('tab', { name: 'Predictions' }).click();
  page.off('pageerror', note);
  expect(broken).toEqual([]);
});

own(
  'a pane or a drawer that breaks says so in its place, leaves the rest of the page alone and is reloaded',
  async ({ page }) => {
    await page.route(/try-tab[^/]*\.js|\/inspector-[^/]*\.js/, (route) => route.abort());
    await openPage(page, '#preset=toy-related&executor=wasm');
    await page.locator('.react-flow__node').first().click();
    const drawer = page.locator('.ed-canvas > .broken-pane');
    await expect(drawer).toBeInViewport({ ratio: 1 });
    await page.getByRole('tab', { name: 'Try it' }).click();
    const pane = page.locator('.insight-panel .broken-pane');
    await expect(pane).toContainText('This part of the page broke.');
    await expect(pane).toContainText('Your document is kept');
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await expect(pane).toHaveCount(0);
    await trainSteps(page, 5);
    await page.getByRole('tab', { name: 'Try it' }).click();
    await expect(pane).toBeVisible();
    await page.unrouteAll();
    await pane.getByRole('button', { name: 'Reload this part' }).click();
    await expect(pane).toHaveCount(0);
    await expect(page.locator('.try-it')).toBeVisible();

    await expect(drawer).toBeVisible();
    await drawer.getByRole('button', { name: 'Reload this part' }).click();
    await expect(drawer).toHaveCount(0);
    await expect(page.locator('.ed-inspector')).toBeVisible();
  },
);
