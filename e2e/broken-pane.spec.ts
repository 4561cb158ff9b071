import { expect, test } from 'playwright/test';
import { openPage, trainSteps } from './support.ts';

test('a task that becomes one of another kind while «Try it» looks at it: applied, the page goes on', async ({ page }) => {
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  await openPage(page, '#preset=birdstrikes');
  await trainSteps(page, 30);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await expect(page.locator('.try-said')).toContainText('Size of the bird');
  // As a script edits it, while the tab looks on: another kind, and as many outputs as that needs.
  const card = page.locator('[data-task="size"]').first();
  await expect(card).toBeVisible();
  await page.evaluate(() => {
    const { playground } = window;
    const project = playground?.project();
    return project?.tasks.map(({ kind }) => kind);
  });
  await page.getByRole('combobox', { name: 'Kind' }).nth(1).selectOption('classification');
  await page.getByRole('button', { name: /Apply/ }).click();
  await expect(page.getByTestId('run-state')).not.toHaveAttribute('data-state', 'preparing');
  await expect(page.locator('.try-said')).toContainText('Size of the bird');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(broken).toEqual([]);
});
