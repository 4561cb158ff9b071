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
  // Grouped by what a method looks at.
  await expect(page.getByRole('listbox', { name: 'Balancing' }).locator('.mantine-Select-groupLabel')).toHaveText([
    'No balancing',
    'Looks at losses',
    'Looks at the length of gradients',
    'Looks at the direction of gradients',
    'Looks at validation',
  ]);
  await expect(page.getByRole('option', { name: 'GradNorm' })).toContainText('Makes gradients equally long');
  await page.getByRole('option', { name: 'Projecting conflicts (PCGrad)' }).click();
  await expect.poll(() => page.evaluate(`'effective' in ${lastRow}`), { timeout: 30_000 }).toBe(true);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  await expect(page.getByText("Takes out of each task's gradient what opposes another task's.")).toBeVisible();
  await expect(page.getByText(/^Measured here: [\d.]+× a plain step$/)).toBeVisible();

  const known = await page.evaluate(() => window.playground?.balancingMethods());
  expect(known?.map(({ id }: Method) => id)).toEqual(expect.arrayContaining(['equal', 'dwa', 'pcgrad', 'cagrad', 'upgrad']));
  await page.getByRole('button', { name: 'Learn more' }).click();
  await expect(page.getByText('Gradient Surgery for Multi-Task Learning, NeurIPS 2020')).toBeVisible();
  await expect(page.getByText('When gradients of like length point apart now and then.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Formula' }).locator('math')).toHaveCount(2);
  // By keyboard: what is typed is looked for.
  await method.blur();
  await method.focus();
  await page.keyboard.type('upgr');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(method).toHaveValue('Unconflicting projection (UPGrad)');
  // How weights are chosen is another matter, and acts on the run as well.
  await page.getByRole('button', { name: 'How weights are chosen' }).click();
  await page.getByRole('switch', { name: 'Node by node' }).click();
  await page.getByRole('textbox', { name: 'New weights every' }).fill('3');
  await expect
    .poll(() => page.evaluate(() => window.playground?.project()))
    .toMatchObject({ training: { balancing: { method: 'upgrad', perNode: true, every: 3 } } });
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  const wrong = await page.evaluate(() => window.playground?.setBalancing({ method: 'magic' }));
  expect(wrong).toMatchObject([{ code: 'balancing.unknownMethod', where: 'training.balancing' }]);
  expect(await page.evaluate(() => window.playground?.setBalancing({ method: 'dwa', parameters: { temperature: 1 } }))).toEqual(
    [],
  );
  await expect(method).toHaveValue('Dynamic weight average (DWA)');
  await expect(page.getByRole('textbox', { name: 'Temperature' })).toHaveValue('1');
  // What becomes of the visitor's weights, and how often a step goes through the network, also where both follow from a parameter.
  for (const [choice, said] of [
    [{ method: 'uw' }, 'Your weights multiply its weights.'],
    [{ method: 'cagrad' }, 'Your weights multiply the losses that it sees.'],
    [{ method: 'pbi' }, 'Your weights are the preference that it follows.'],
    [{ method: 'moml' }, 'Your weights do nothing.'],
    [{ method: 'forum', parameters: { innerSteps: 3 } }, 'Passes in a step: 4 forward and back, 1 forward alone;'],
    [{ method: 'cr-mogm', parameters: { of: 'modo' } }, 'Passes in a step: 3 forward and back, 0 forward alone;'],
    [{ method: 'cr-mogm', parameters: { of: 'pbi' } }, 'Your weights are the preference that it follows.'],
  ] as const) {
    expect(await page.evaluate((wanted) => window.playground?.setBalancing(wanted), choice)).toEqual([]);
    await expect(page.getByText(said)).toBeVisible();
  }
  await page.evaluate(() => window.playground?.pause());
});
