import { readFile } from 'node:fs/promises';
import { expect, type Page } from 'playwright/test';
import { projectOf, reopen, test, toggle } from './shared-page.ts';

/** Trains to the goal and no further: the run ends there by itself. */
async function trainToGoal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished');
  await expect(page.getByTestId('epoch')).toHaveText('4');
}

test('a researcher sets seed and goal, trains with the plain sum and with a method, lays the runs over one another, reads what differs, and leaves with a table of both', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-conflicting');
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Plain or PCGrad');
  await page.getByRole('textbox', { name: 'Seed', exact: true }).fill('7');
  const epochs = page.getByRole('combobox', { name: 'Epochs', exact: true });
  await epochs.fill('4');
  await epochs.press('Tab');
  await toggle(page, 'Stop at the goal');
  await expect.poll(async () => (await projectOf(page)).training).toMatchObject({ epochs: 4, stopAtGoal: true });
  expect((await projectOf(page)).seed).toBe(7);
  await trainToGoal(page);
  await expect(page.locator('.marker-goal')).toHaveCount(1);
  await page.getByRole('button', { name: 'Pin this run' }).click();
  const first = (await page.evaluate(() => window.playground?.runs().at(-1)?.name)) ?? '';

  // The same once more, with a published method.
  const method = page.getByRole('combobox', { name: 'Balancing', exact: true });
  await method.click();
  await page.keyboard.type('pcgr');
  await page.getByRole('option', { name: /PCGrad/ }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByTestId('step')).toHaveText('0');
  await trainToGoal(page);
  const curves = page.getByRole('region', { name: 'Curves', exact: true });
  await curves.getByText('Metric', { exact: true }).click();
  await expect(page.locator('.panel-title')).toHaveText(/accuracy.*higher is better/);
  await expect(page.locator('.curve-validation[data-pinned="true"] path, .curve[data-pinned="true"] path').first()).toBeVisible();
  await curves.getByText('Loss', { exact: true }).click();

  await page.getByRole('tab', { name: 'Runs' }).click();
  const runs = page.getByTestId('runs');
  const second = (await page.evaluate(() => window.playground?.runs().at(-1)?.name)) ?? '';
  expect(second).not.toBe(first);
  await expect(runs.locator('.runs-row').filter({ has: page.getByText(second, { exact: true }) })).toContainText(/PCGrad/i);
  await runs.getByRole('checkbox', { name: `Select ${first}`, exact: true }).check();
  await runs.getByRole('checkbox', { name: `Select ${second}`, exact: true }).check();
  await runs.getByRole('button', { name: 'Differences' }).click();
  await expect(page.getByTestId('runs-difference')).toContainText(/PCGrad/i);
  await page.getByTestId('runs-difference').getByRole('button', { name: 'Close' }).click();

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('plain-or-pcgrad-curves-seed-7-step-84.csv');
  const [header = '', ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  const names = header.split(',');
  expect(names.slice(0, 4)).toEqual(['run', 'seed', 'step', 'epoch']);
  expect(names).toEqual(
    expect.arrayContaining([
      'Half-plane A loss',
      'Half-plane A weight',
      'Half-plane B effective',
      'Half-plane B validation accuracy',
    ]),
  );
  for (const run of [first, second]) {
    // A run without a name stands there by its number.
    const own = lines.filter((line) => line.startsWith(`${run.replace('Run ', '')},7,`)).map((line) => line.split(','));
    expect(own, run).toHaveLength(84);
    expect(own.map((cells) => Number(cells[2]))).toEqual(Array.from({ length: 84 }, (_, i) => i + 1));
    expect(own.at(-1)?.[3], run).toBe('4');
    const loss = own.map((cells) => Number(cells[names.indexOf('Half-plane A loss')]));
    for (const value of loss) expect(value).toBeGreaterThan(0);
  }

  await page.getByRole('button', { name: `Remove ${first}`, exact: true }).click();
  await page.getByRole('tab', { name: 'Predictions' }).click();
});
