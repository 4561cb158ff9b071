import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, test } from 'playwright/test';
import { openPage } from './support.ts';

test('an engineer brings a table with several targets, asks whether one model should serve them, and leaves with weights and code', async ({
  page,
}) => {
  await openPage(page, '#preset=toy-related&executor=wasm');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles('node_modules/vega-datasets/data/penguins.json');
  await dialog.getByLabel('Use of Species').selectOption('Target (a task)');
  await dialog.getByLabel('Use of Body Mass (g)').selectOption('Target (a task)');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(page.locator('.task-card')).toHaveCount(3);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(async () => Number(await page.getByTestId('epoch').textContent())).toBeGreaterThanOrEqual(5);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');

  // One model or several: each task alone, and all together, from three seeds.
  await page.getByRole('tab', { name: 'Compare' }).click();
  const setup = page.getByTestId('compare-setup');
  await setup.getByText('3', { exact: true }).click();
  await setup.getByRole('textbox', { name: 'Epochs' }).fill('4');
  await setup.getByRole('textbox', { name: 'Tried settings' }).fill('1');
  await setup.getByRole('button', { name: /^Compare \(/ }).click();
  await expect(page.getByTestId('compare')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  const verdicts = page.getByTestId('compare-verdict-table').locator('[data-contender="equal"] td');
  await expect(verdicts).toHaveCount(4);
  for (const verdict of await verdicts.allTextContents()) expect(verdict).toMatch(/helps|hurts|cannot tell/);

  const leaving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /PyTorch/ }).click();
  const files = unzipSync(readFileSync(await (await leaving).path()));
  const text = (ending: string): string => {
    const name = Object.keys(files).find((one) => one.endsWith(ending));
    return Buffer.from((name === undefined ? undefined : files[name]) ?? []).toString('utf8');
  };
  expect(Object.keys(files).some((name) => name.endsWith('.safetensors'))).toBe(true);
  expect(text('model.py')).toContain('nn.Module');
  expect(text('README.md')).toContain('train');
});
