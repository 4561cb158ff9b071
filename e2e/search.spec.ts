import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { loadChanged, projectOf, reopen, test } from './shared-page.ts';
import { trainSteps } from './support.ts';

test('a sweep draws what tasks give up for each other, a search ends with the best to open, and runs stand in the same plane', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-conflicting');
  const compare = page.getByTestId('compare');
  const another = compare.getByRole('button', { name: 'New comparison' });

  await test.step('a sweep', async () => {
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('radiogroup', { name: 'What to find out' }).getByText('Sweep λ').click();
    const setup = page.getByTestId('sweep-setup');
    for (const [name, value] of [
      ['Points', '3'],
      ['Seeds', '1'],
      ['Epochs', '1'],
    ] as const)
      await setup.getByRole('textbox', { name }).fill(value);
    await expectAccessible(page, '.insights');
    await setup.getByRole('button', { name: 'Sweep (3 runs)' }).click();
    await expect(compare).toHaveAttribute('data-state', 'done');
    const dots = compare.getByTestId('trade-off-plane').getByRole('button');
    await expect(dots).toHaveCount(3);
    await expect(dots.first()).toHaveAccessibleName(
      /^Together, weights 0\.333 : 1\.67: Half-plane A: accuracy 0\.\d+, Half-plane B: accuracy 0\.\d+/,
    );
    await expect(compare.locator('.trade-off-dot[data-front="true"]')).not.toHaveCount(0);
    // A click opens the document of that point: its weights.
    await dots.first().click();
    await expect.poll(async () => (await projectOf(page)).tasks.map(({ weight }) => weight.toFixed(2))).toEqual(['0.33', '1.67']);
    await another.click();
  });

  await test.step('a search', async () => {
    await page.getByRole('radiogroup', { name: 'What to find out' }).getByText('Search').click();
    const setup = page.getByTestId('search-setup');
    await setup.getByRole('textbox', { name: 'Configurations' }).fill('3');
    await setup.getByRole('textbox', { name: 'Epochs' }).fill('3');
    await setup.getByRole('button', { name: 'Search (4 runs)' }).click();
    await expect(compare).toHaveAttribute('data-state', 'done');
    const report = page.getByTestId('search-report');
    const first = report.locator('tbody tr').first();
    await expect(report.locator('tbody tr')).toHaveCount(3);
    await expect(first.locator('td').first()).toHaveText('3');
    await expectAccessible(page, '.insights');
    const rate = Number(await first.locator('td').nth(4).textContent());
    await report.getByRole('button', { name: 'Open the best' }).click();
    await expect.poll(async () => Number((await projectOf(page)).training.learningRate)).toBeCloseTo(rate, 3);
    await another.click();
  });

  await test.step('runs', async () => {
    await trainSteps(page, 42);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.getByTestId('runs').getByRole('checkbox', { name: 'Trade-off' }).check();
    const dot = page.getByTestId('trade-off-plane').getByRole('button').first();
    await expect(dot).toHaveAccessibleName(/^Run \d+: Half-plane A: accuracy/);
    // A click opens the document of that run, in place of one that was changed meanwhile.
    const { seed } = await projectOf(page);
    await loadChanged(page, (project) => ({ ...project, seed: seed + 1 }));
    await dot.click();
    await expect.poll(async () => (await projectOf(page)).seed).toBe(seed);
    await page.getByTestId('runs').getByRole('checkbox', { name: 'Trade-off' }).uncheck();
    await page.getByRole('tab', { name: 'Predictions' }).click();
  });
});
