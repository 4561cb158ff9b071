import { expect, type Page } from 'playwright/test';
import { projectSchema } from '../src/core/project/schema.ts';
import { drag, isUncovered, middleOf, nodeOf } from './canvas.ts';
import { projectOf, reopen, takeBack, test } from './shared-page.ts';

const kinds = async (page: Page): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { kind } of (await projectOf(page)).graph.nodes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const ties = async (page: Page) => projectSchema.parse(await page.evaluate(() => window.playground?.project())).ties;
const form = (page: Page, name: string) => page.getByRole('dialog', { name });

test('MMoE by mouse: select a layer, take the block, set its sizes; it is one step to undo, and it trains', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = await projectOf(page);
  await nodeOf(page, 'shared').click();
  await page.getByRole('button', { name: 'Blocks of several layers' }).click();
  await page.locator('[data-block="mmoe"]').click();
  const dialog = form(page, 'MMoE: a gate per task');
  await expect(dialog.getByText('At Dense')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Experts' }).fill('3');
  await expect(dialog.getByText(/\+5 layers/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Insert' }).click();
  await expect.poll(() => kinds(page)).toMatchObject({ mixture: 2, dense: 6 });
  await expect(page.locator('.ed-notice')).toHaveText(/MMoE: a gate per task inserted/);

  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await projectOf(page)).graph).toEqual(before.graph);
  await page.keyboard.press('Control+y');
  await expect.poll(() => kinds(page)).toMatchObject({ mixture: 2 });
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
  const status = await page.evaluate(() => window.playground?.train({ steps: 30 }));
  expect(status?.error).toBeUndefined();
  const losses = await page.evaluate(() => window.playground?.history().map(({ loss }) => loss.digit ?? Number.NaN) ?? []);
  expect(losses).toHaveLength(30);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
});

test('by keyboard alone: a block that does not suit its place says why, another is inserted there, and MMoE by B, its name, Enter, Enter', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = await projectOf(page);
  await nodeOf(page, 'flatten').click();
  await page.getByRole('button', { name: 'Blocks of several layers' }).click();
  await page.locator('[data-block="transformer"]').click();
  const dialog = form(page, 'Transformer encoder');
  await expect(dialog.getByText(/works on sequences/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Insert' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // The search for layers offers blocks too, and puts one where it was opened.
  await nodeOf(page, 'flatten').click();
  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Find a layer' })).toBeFocused();
  await page.keyboard.type('omoe');
  await page.keyboard.press('Enter');
  await expect(form(page, 'OMoE: one gate for all')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => kinds(page)).toMatchObject({ mixture: 1 });
  await takeBack(page);
  expect(await projectOf(page)).toEqual(before);

  await expect(page.getByTestId('sharing-depth')).toBeVisible();
  await nodeOf(page, 'shared').focus();
  // Into its parameters, and back to it.
  await page.keyboard.press('Enter');
  await expect(page.locator('.ed-inspector :focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(nodeOf(page, 'shared')).toBeFocused();
  await page.keyboard.press('b');
  await expect(page.getByRole('combobox', { name: 'Find a block' })).toBeFocused();
  await page.keyboard.type('mmoe');
  await page.keyboard.press('Enter');
  await expect(form(page, 'MMoE: a gate per task').getByRole('textbox', { name: 'Experts' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => kinds(page)).toMatchObject({ mixture: 2, dense: 7 });

  // Now the shared layers are no line.
  await expect(page.getByTestId('sharing-depth')).toHaveCount(0);
});

test('soft sharing is a dashed link with its weight, which is selected, changed and deleted', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').click();
  await page.keyboard.press('b');
  await expect(page.getByRole('combobox', { name: 'Find a block' })).toBeFocused();
  await page.keyboard.type('soft sharing');
  await page.keyboard.press('Enter');
  await expect(form(page, 'Soft sharing').getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => ties(page)).toMatchObject([{ a: 'shared', b: 'shared-1', weight: 0.01 }]);

  const link = page.getByRole('group', { name: /Soft sharing between/ });
  await expect(link).toHaveAccessibleName('Soft sharing between Dense and Dense 2, λ 0.01');
  // It is selected as soon as it is there, so that its weight can be set, and its drawer does not cover it.
  const label = page.locator('.ed-tie .react-flow__edge-textwrapper');
  await expect.poll(() => isUncovered(label)).toBe(true);
  await expect(link).toHaveClass(/selected/);
  await page.locator('.react-flow__pane').click({ position: { x: 60, y: 200 } });
  await expect(link).not.toHaveClass(/selected/);
  await label.click();
  const weight = page.getByRole('region', { name: 'Parameters of the selection' }).getByRole('textbox', { name: 'Weight λ' });
  await weight.fill('0.5');
  await expect.poll(() => ties(page)).toMatchObject([{ weight: 0.5 }]);
  await expect(label).toHaveText('λ 0.5');
  // Of a run that has begun the weight acts at once: nothing waits to be applied.
  await page.evaluate(() => window.playground?.train({ steps: 2 }));
  await weight.fill('0.25');
  await expect.poll(() => ties(page)).toMatchObject([{ weight: 0.25 }]);
  await expect(page.getByRole('button', { name: 'Apply' })).toHaveCount(0);
  await weight.fill('0.5');

  await link.focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => ties(page)).toEqual([]);
  await expect(page.locator('.ed-notice')).toHaveText(/Soft sharing removed/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => ties(page)).toHaveLength(1);
});

test('the sharing depth goes from independent to shared and says what is shared and what that costs; a key and a drag are one step to undo each', async ({
  shared: page,
}) => {
  await reopen(page, 'words-gru');
  const before = await projectOf(page);
  const panel = page.getByRole('group', { name: 'Sharing depth' });
  const slider = page.getByRole('slider', { name: 'Sharing depth' });
  await expect(panel.getByText('2 of 2 layers shared · 11,719 parameters')).toBeVisible();
  await expect(slider).toHaveAttribute('aria-valuetext', /^Shared: Embedding, GRU$/);
  await slider.press('ArrowLeft');
  await expect(panel.getByText('1 of 2 layers shared · 30,439 parameters')).toBeVisible();
  await expect(slider).toHaveAttribute('aria-valuetext', 'Shared: Embedding. Each task has its own: GRU');
  await expect.poll(() => kinds(page)).toMatchObject({ embedding: 1, gru: 3 });
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuenow', '2');
  await expect.poll(async () => (await projectOf(page)).graph.edges.length).toBe(before.graph.edges.length);

  const [thumb, ground] = [await middleOf(slider), await panel.locator('.mantine-Slider-track').boundingBox()];
  await drag(page, thumb, { x: (ground?.x ?? 0) + 2, y: thumb.y });
  await expect(slider).toHaveAttribute('aria-valuenow', '0');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Each task has its own: Embedding, GRU');
  await expect.poll(() => kinds(page)).toMatchObject({ embedding: 3, gru: 3 });
  // No drawer opens under the hand, and what the network became is in view.
  await expect(page.getByRole('region', { name: 'Parameters of the selection' })).toHaveCount(0);
  // A hint that the drag has put away comes with the next visit of the pointer.
  await expect(async () => {
    await page.mouse.move(thumb.x, thumb.y - 200);
    await slider.hover();
    await expect(page.getByRole('tooltip', { name: /Each task has its own: Embedding, GRU/ })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  for (const card of await page.locator('.react-flow__node').all()) await expect(card).toBeInViewport({ ratio: 0.99 });
  // The drag, and before it the two keys.
  await page.keyboard.press('Control+z');
  await expect.poll(() => kinds(page)).toMatchObject({ embedding: 1, gru: 1 });
  await page.keyboard.press('Control+z');
  await expect.poll(() => kinds(page)).toMatchObject({ embedding: 1, gru: 3 });
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await projectOf(page)).graph).toEqual(before.graph);
});
