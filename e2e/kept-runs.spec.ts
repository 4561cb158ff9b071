import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { loadChanged } from './shared-page.ts';
import { openPage, trainSteps } from './support.ts';

const rows = (page: Page) => page.locator('.runs-row');
const runNamed = (page: Page, name: string) => rows(page).filter({ has: page.getByText(name, { exact: true }) });

async function openRuns(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByTestId('runs').waitFor();
}

test('every run is listed with what it does otherwise, survives a reload with its curves, leaves as a file and comes back', async ({
  page,
}) => {
  await openPage(page, '#preset=toy-conflicting&executor=wasm');
  await trainSteps(page, 60);
  await loadChanged(page, (project) => ({
    ...project,
    tasks: project.tasks.map((task, i) => (i === 0 ? { ...task, weight: 3 } : task)),
    graph: {
      ...project.graph,
      nodes: project.graph.nodes.map((node) =>
        node.params.units === 8 ? { ...node, params: { ...node.params, units: 16 } } : node,
      ),
    },
  }));
  await trainSteps(page, 80);
  await openRuns(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(runNamed(page, 'Run 2')).toContainText('weight of Half-plane A 1 → 3, Dense: Units 8 → 16');
  await expect(runNamed(page, 'Run 1')).toContainText('the first run on this data');
  await expect(runNamed(page, 'Run 1').locator('.runs-figures')).toHaveText(/● 0\.\d+\s*▲ 0\.\d+/);
  await expectAccessible(page, '.insights');

  // Named, starred, and drawn under the shown one.
  await page.getByRole('button', { name: 'Details of Run 1' }).click();
  await page.getByTestId('runs').getByRole('textbox', { name: 'Name', exact: true }).fill('Narrow');
  await page.getByTestId('runs').getByRole('textbox', { name: 'Note' }).fill('where it began');
  await page.getByRole('button', { name: 'Star Narrow' }).click();
  await page.getByRole('button', { name: 'Draw Narrow in the curves' }).click();
  const pinned = page.locator('.curve[data-pinned="true"]');
  await expect(pinned.locator('path')).not.toHaveCount(0);

  // A colour of its own lies under its curves, which keep those of their tasks, and stands at their ends; where one task is drawn alone, it is the line's.
  await page.getByRole('radiogroup', { name: 'Colour' }).getByRole('img', { name: 'Colour 2' }).click();
  await expect(pinned.locator('.run-halo')).toHaveCount(2);
  await expect(page.locator('.run-chip')).toHaveCount(2);
  await expect(page.locator('.run-chip').first()).toHaveCSS('fill', 'rgb(12, 133, 153)');
  const smoothed = page.locator('.curve-smoothed[data-pinned="true"]');
  await expect(smoothed.first()).toHaveAttribute('stroke', /--task-/);
  const second = page.getByRole('button', { name: 'Show Half-plane B', exact: true });
  await second.click();
  await expect(smoothed).toHaveCount(1);
  await expect(smoothed).toHaveAttribute('stroke', 'var(--run-colour-1)');
  await expect(pinned.locator('.run-halo')).toHaveCount(0);
  await expect(page.locator('.run-chip')).toHaveCount(1);
  await second.click();

  // What the two do otherwise, on the canvas that shows the second.
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Differences' }).click();
  await expect(page.getByTestId('runs-difference')).toContainText('Run 2 against Narrow');
  await expect(page.getByTestId('runs-difference').getByRole('listitem')).toHaveCount(3);
  const marks = () =>
    page
      .locator('.react-flow__node')
      .evaluateAll(
        (nodes) => nodes.map((node) => getComputedStyle(node, '::after').content).filter((text) => /≠/.test(text)).length,
      );
  await expect.poll(marks).toBe(2);
  await page.getByTestId('runs-difference').getByRole('button', { name: 'Close' }).click();
  await expect.poll(marks).toBe(0);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const file = await readFile(await (await coming).path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ format: 'mtl-playground-runs', runs: [{ name: 'Narrow' }, { steps: 80 }] });

  await page.reload();
  // A script that asks as soon as it can has all of them.
  const asked = await page.evaluate(async () => {
    while (!window.playground) await new Promise(requestAnimationFrame);
    const all = window.playground.runs();
    const whole = await Promise.all(all.map(async ({ id }) => JSON.parse(JSON.stringify(await window.playground?.run(id)))));
    // The second rested, so that it was measured.
    return { names: all.map(({ name }) => name), splits: Object.keys(whole[1].splits), note: whole[0].note };
  });
  expect(asked).toEqual({ names: ['Narrow', 'Run 2'], splits: ['train', 'validation', 'test'], note: 'where it began' });
  await openRuns(page);
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Steps');
  await expect(rows(page).first()).toContainText('Run 2');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first');
  await expect(rows(page).first()).toContainText('Narrow');
  await page.getByRole('textbox', { name: 'Filter runs' }).fill('where it');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Filter runs' }).fill('');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Newest first');
  await expect(runNamed(page, 'Narrow').getByRole('button', { name: 'Star Narrow' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.curve[data-pinned="true"] path')).not.toHaveCount(0);
  // By epoch, the pinned run lies under the shown one as well.
  await page.getByRole('button', { name: 'Options of the curves' }).click();
  const along = page.getByRole('radiogroup', { name: 'Along the curves' });
  for (const unit of ['epoch', 'step']) {
    await along.getByText(unit, { exact: true }).click();
    await expect(page.locator('.recharts-label').filter({ hasText: new RegExp(`^${unit}$`) })).not.toHaveCount(0);
    await expect(page.locator('.curve[data-pinned="true"] path')).not.toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  const told = await page.evaluate(async () => {
    const all = window.playground?.runs() ?? [];
    const first = all.find(({ name }) => name === 'Narrow');
    const whole = JSON.parse(JSON.stringify(await window.playground?.run(first?.id ?? '')));
    return { steps: all.map(({ steps }) => steps), losses: whole.columns.loss.planeA.length };
  });
  expect(told).toEqual({ steps: [60, 80], losses: 60 });

  // It goes on with its own document and weights.
  await page.getByRole('button', { name: 'Details of Narrow' }).click();
  await page.getByRole('button', { name: 'With last weights' }).click();
  await expect(page.getByTestId('step')).toHaveText('60');
  expect((await page.evaluate(() => window.playground?.train({ steps: 5 })))?.step).toBe(65);

  // Where the browser has no room before something is deleted, that is said, with what can be dropped; then everything is written.
  await page.evaluate(() => {
    const { put, delete: remove } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.delete = function (key) {
      Object.assign(IDBObjectStore.prototype, { put, delete: remove });
      return remove.call(this, key);
    };
  });
  expect((await page.evaluate(() => window.playground?.train({ steps: 5 })))?.step).toBe(70);
  const full = page.getByTestId('runs-full');
  await expect(full).toContainText('This browser cannot keep more: no room. Nothing is lost while the page is open.');
  await expect(rows(page)).toHaveCount(2);
  await full.getByRole('button', { name: /^Drop weights without a star \(/ }).click();
  await expect(full).toBeHidden();

  await page.getByRole('checkbox', { name: 'Select Run 2' }).check();
  await page.getByTestId('runs').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Select Run 2' }).check();
  await page.getByTestId('runs').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await page
    .getByTestId('runs')
    .locator('input[type="file"]')
    .setInputFiles({ name: 'runs.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await expect(page.getByText('1 run imported.')).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
});
