import { expect } from 'playwright/test';
import { loadEndless, reopen, test } from './shared-page.ts';

type Method = { readonly id: string };

/** What the run that goes on recorded last. */
const lastRow = `(() => { const rows = window.playground.history(); return rows[rows.length - 1]; })()`;

test('a method is chosen by hand while it trains, acts on the run, and can be set by a script', async ({ shared: page }) => {
  await reopen(page, 'toy-conflicting');
  await loadEndless(page);
  void page.evaluate(() => void window.playground?.train());
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  const method = page.getByRole('combobox', { name: 'Balancing', exact: true });
  await expect(method).toHaveValue('Your weights');

  await method.click();
  await page.getByRole('option', { name: 'Projecting conflicts (PCGrad)' }).click();
  await expect.poll(() => page.evaluate(`'effective' in ${lastRow}`), { timeout: 30_000 }).toBe(true);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  await expect(page.getByText("Takes out of each task's gradient what opposes another task's.")).toBeVisible();

  const known = await page.evaluate(() => window.playground?.balancingMethods());
  expect(known?.map(({ id }: Method) => id)).toEqual(['equal', 'dwa', 'pcgrad']);
  const wrong = await page.evaluate(() => window.playground?.setBalancing({ method: 'magic' }));
  expect(wrong).toMatchObject([{ code: 'balancing.unknownMethod', where: 'training.balancing' }]);
  expect(await page.evaluate(() => window.playground?.setBalancing({ method: 'dwa', parameters: { temperature: 1 } }))).toEqual(
    [],
  );
  await expect(method).toHaveValue('Dynamic weight average (DWA)');
  await expect(page.getByRole('textbox', { name: 'Temperature' })).toHaveValue('1');
  await page.evaluate(() => window.playground?.pause());
});
