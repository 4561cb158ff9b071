import { expect, type Locator, type Page } from 'playwright/test';
import { projectSchema } from '../src/core/project/schema.ts';
import { reopen, test } from './shared-page.ts';

const node = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
const output = (page: Page, id: string): Locator => node(page, id).locator('.react-flow__handle-right');

async function graph(page: Page) {
  return projectSchema.parse(await page.evaluate(() => window.playground?.project())).graph;
}
const wires = async (page: Page): Promise<string[]> => (await graph(page)).edges.map((edge) => `${edge.source} → ${edge.target}`);
const nodeIds = async (page: Page): Promise<string[]> => (await graph(page)).nodes.map(({ id }) => id);
const place = async (page: Page, id: string) => (await graph(page)).nodes.find((item) => item.id === id)?.position;

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Holds a wire from a node's output over a point of the window; the hand does not let go yet. */
async function holdWire(page: Page, from: string, to: { x: number; y: number }): Promise<void> {
  const start = await middle(output(page, from));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + to.x) / 2, to.y + 90, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

test('a wire of another width dropped on a task offers the Dense that fits; inserting it is one step to undo', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = await wires(page);
  await holdWire(page, 'flatten', await middle(node(page, 'digit-head')));
  await expect(page.getByText(/A Dense layer with 10 units fits/)).toBeVisible();
  await page.mouse.up();
  await page.getByRole('button', { name: 'Insert Dense 10' }).click();
  await expect.poll(() => wires(page)).toEqual(expect.arrayContaining(['flatten → dense-1', 'dense-1 → digit-head']));
  await page.keyboard.press('Control+z');
  await expect.poll(() => wires(page)).toEqual(before);
});

test('a connection that would make a cycle is refused in words, while it is dragged and when it is dropped', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = await wires(page);
  await holdWire(page, 'shared', await middle(node(page, 'flatten')));
  await expect(node(page, 'flatten')).toHaveClass(/ed-refused/);
  await expect(page.locator('.ed-bubble')).toHaveText(/would make a cycle/);
  await page.mouse.up();
  await expect(page.locator('.ed-notice')).toHaveText(/would make a cycle/);
  expect(await wires(page)).toEqual(before);
});

test('a wire dropped on the empty canvas adds the layer that is searched for, connected', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const from = await middle(output(page, 'shared'));
  await holdWire(page, 'shared', { x: from.x + 40, y: from.y + 200 });
  await page.mouse.up();
  await expect(page.getByRole('dialog', { name: 'Add a layer after Dense' })).toBeVisible();
  await page.keyboard.type('dropout');
  await page.keyboard.press('Enter');
  await expect.poll(() => wires(page)).toContain('shared → dropout-1');
});

test('a layer dragged from the palette onto an edge stands between its ends', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const target = await middle(page.locator('.react-flow__edge-path').first());
  await page.getByRole('button', { name: 'Basic' }).click();
  const item = await middle(page.locator('[data-item="activation"]'));
  await page.mouse.move(item.x, item.y);
  await page.mouse.down();
  await page.mouse.move(target.x, target.y + 60, { steps: 4 });
  await expect(page.locator('.ed-ghost')).toHaveText('Activation');
  await page.mouse.move(target.x, target.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => wires(page)).toEqual(expect.arrayContaining(['image → activation-1', 'activation-1 → flatten']));
});

test('a drag of several nodes is one step to undo', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = await place(page, 'shared');
  await node(page, 'shared').click();
  await node(page, 'flatten').click({ modifiers: ['Control'] });
  const from = await middle(node(page, 'flatten'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 80, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => place(page, 'shared')).not.toEqual(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => place(page, 'shared')).toEqual(before);
});

test('both delete keys remove, with an offer to undo; copies, cuts and duplicates work', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const all = await nodeIds(page);
  for (const key of ['Delete', 'Backspace']) {
    await node(page, 'shared').click();
    await page.keyboard.press(key);
    await expect.poll(() => nodeIds(page)).not.toContain('shared');
    await page.locator('.ed-notice').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => nodeIds(page)).toEqual(all);
  }
  await node(page, 'shared').click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+d');
  await expect.poll(() => nodeIds(page)).toEqual([...all, 'shared-1', 'shared-2']);
  await page.keyboard.press('Control+x');
  await expect.poll(() => nodeIds(page)).toEqual([...all, 'shared-1']);
});

test('a shared layer is split per task and merged again', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = (await wires(page)).sort();
  await node(page, 'shared').click();
  await page.getByRole('button', { name: 'Split per task' }).click();
  await expect.poll(() => wires(page)).toContain('shared-1 → group-logits');
  await page.locator('.ed-inspector').getByRole('button', { name: 'Merge' }).click();
  await expect.poll(async () => (await wires(page)).sort()).toEqual(before);
});

test('without a mouse: go to a layer, connect it, add one after it, move it, all by keys', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await node(page, 'flatten').focus();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'shared')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Parameters of the selection' })).toBeVisible();

  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Connect Dense to…' });
  await expect(dialog.getByRole('option', { name: /Flatten/ })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.type('group');
  await page.keyboard.press('Enter');
  await expect.poll(() => wires(page)).toContain('dense-1 → group-head');
  await page.keyboard.press('Control+z');

  await node(page, 'shared').focus();
  await page.keyboard.press('Enter');
  const before = await place(page, 'shared');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => place(page, 'shared')).not.toEqual(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => place(page, 'shared')).toEqual(before);

  await page.keyboard.press('a');
  await page.keyboard.type('layer norm');
  await page.keyboard.press('Enter');
  await expect.poll(() => wires(page)).toContain('shared → layerNorm-1');
});

test('a value that is not possible is named at its field and on the node, and nothing is lost', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await node(page, 'shared').click();
  await page.getByRole('textbox', { name: 'Units' }).fill('0');
  await expect(page.getByText('Expected: ≥ 1', { exact: true })).toBeVisible();
  await expect(node(page, 'shared').getByRole('img', { name: /^error/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Units' }).fill('32');
  await expect(node(page, 'shared')).toContainText('32');
  await expect(node(page, 'shared').getByRole('img', { name: /^error/ })).toHaveCount(0);
});

test('auto layout runs on demand and is one step to undo', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = (await graph(page)).nodes.map(({ position }) => position);
  await page.getByRole('button', { name: /Arrange the layers/ }).click();
  await expect(page.locator('.ed-notice')).toContainText('Arranged the layers.');
  await page.locator('.ed-notice').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await graph(page)).nodes.map(({ position }) => position)).toEqual(before);
});
