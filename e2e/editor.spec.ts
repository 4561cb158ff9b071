import { expect } from 'playwright/test';
import {
  addedNode,
  bubble,
  cutOff,
  drag,
  dropWire,
  emptyPlace,
  holdWire,
  inspector,
  isUncovered,
  middleOf,
  middleOnCanvas,
  nodeOf,
  openCategory,
  paletteItem,
  placeOnCanvas,
} from './canvas.ts';
import { expectOneStep, projectOf, reopen, test, toggle, undo, wiresOf } from './shared-page.ts';
import { openPage } from './support.ts';

test('a click in the palette adds a layer, a drag puts it where the hand lets go', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = (await projectOf(page)).graph.nodes;
  const place = await emptyPlace(page);
  const wanted = await placeOnCanvas(page, place);
  await openCategory(page, 'Regularisation');
  await drag(page, await middleOf(paletteItem(page, 'dropout')), place);
  const dropout = await addedNode(page, before);
  expect(dropout).toMatchObject({ kind: 'dropout' });
  const at = await middleOnCanvas(nodeOf(page, dropout.id));
  expect(Math.hypot(at.x - wanted.x, at.y - wanted.y)).toBeLessThan(12);

  const more = (await projectOf(page)).graph.nodes;
  await openCategory(page, 'Basic');
  await paletteItem(page, 'dense').click();
  expect(await addedNode(page, more)).toMatchObject({ kind: 'dense' });
});

test('a layer that is dropped on a connection is wired into it', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = (await projectOf(page)).graph.nodes;
  // A card with a picture grows downwards; its ports stay where those of the others are.
  const [from, to] = [await middleOf(nodeOf(page, 'flatten')), await middleOf(nodeOf(page, 'shared'))];
  await openCategory(page, 'Regularisation');
  await drag(page, await middleOf(paletteItem(page, 'dropout')), { x: (from.x + to.x) / 2, y: from.y });
  const { id } = await addedNode(page, before);
  expect(await wiresOf(page)).toEqual(expect.arrayContaining([`flatten → ${id}`, `${id} → shared`]));
  expect(await wiresOf(page)).not.toContain('flatten → shared');
});

test('a double-click on the empty canvas opens the search and adds what is found', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = (await projectOf(page)).graph.nodes;
  const place = await emptyPlace(page);
  const wanted = await placeOnCanvas(page, place);
  await page.mouse.dblclick(place.x, place.y);
  const search = page.getByRole('dialog', { name: 'Add a layer' });
  await expect(search.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('layern');
  await expect(search.getByRole('option').first()).toContainText(/layer norm/i);
  await page.keyboard.press('Enter');
  const added = await addedNode(page, before);
  expect(added).toMatchObject({ kind: 'layerNorm' });
  const at = await middleOnCanvas(nodeOf(page, added.id));
  expect(Math.hypot(at.x - wanted.x, at.y - wanted.y)).toBeLessThan(12);
});

test('a wire that is dropped on the empty canvas offers the search and connects the new layer, at either end', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = (await projectOf(page)).graph.nodes;
  await dropWire(page, 'shared', 'out', await emptyPlace(page));
  await expect(page.getByRole('dialog', { name: 'Add a layer after Dense' })).toBeVisible();
  await page.keyboard.type('dropout');
  await page.keyboard.press('Enter');
  const after = await addedNode(page, before);
  expect(after).toMatchObject({ kind: 'dropout' });
  expect(await wiresOf(page)).toContain(`shared → ${after.id}`);

  await page.keyboard.press('Escape');
  const more = (await projectOf(page)).graph.nodes;
  const place = await emptyPlace(page);
  await dropWire(page, 'digit-logits', 'in', { x: place.x + 60, y: place.y + 90 });
  await expect(page.getByRole('dialog', { name: 'Add a layer before Dense' })).toBeVisible();
  await page.keyboard.type('batch');
  await page.keyboard.press('Enter');
  const inFront = await addedNode(page, more);
  expect(await wiresOf(page)).toContain(`${inFront.id} → digit-logits`);
});

test('editing the units changes shapes on edges, parameter counts on nodes, and the program that trains', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const edge = page.locator('.react-flow__edge').filter({ has: page.locator('text=/^256$/') });
  await expect(edge).toHaveCount(2);
  await expect(nodeOf(page, 'shared')).toContainText('200,960 params');
  await nodeOf(page, 'shared').click();
  await inspector(page).getByRole('textbox', { name: 'Units' }).fill('100');
  await expect(page.locator('.react-flow__edge').filter({ has: page.locator('text=/^100$/') })).toHaveCount(2);
  await expect(nodeOf(page, 'shared')).toContainText('78,500 params');
  await expect(nodeOf(page, 'digit-logits')).toContainText('1,010 params');
  await expect(nodeOf(page, 'group-logits')).toContainText('505 params');
  // The weights that could be taken home now are those of the edited network, though nobody pressed anything.
  const header = () =>
    page.evaluate(async () => (await (await window.playground?.exportModel('safetensors'))?.slice(8, 30_000).text()) ?? '');
  await expect.poll(header).toContain('"shape":[784,100]');
  await expect(page.getByTestId('pending')).toBeHidden();
});

test('a bad value says what is wrong beside its field and on its node, and keeps the document from training', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').click();
  const units = inspector(page).getByRole('textbox', { name: 'Units' });
  await units.fill('0');
  await expect(units).toHaveAttribute('aria-invalid', 'true');
  await expect(units).toHaveAccessibleDescription(/Expected/);
  await expect(nodeOf(page, 'shared').getByRole('img', { name: /^error: / })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await units.fill('12');
  await expect(units).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-disabled', 'false');
});

test('a node shows the tasks that it serves as stripes and in words, and follows the tasks', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const stripes = (id: string) => nodeOf(page, id).locator('.ed-stripes > *');
  await expect(nodeOf(page, 'shared').getByRole('img', { name: 'serves Digit, Group' })).toBeVisible();
  await expect(stripes('shared')).toHaveCount(2);
  await expect(nodeOf(page, 'digit-logits').getByRole('img', { name: 'serves Digit', exact: true })).toBeVisible();
  await expect(stripes('digit-logits')).toHaveCount(1);
  await toggle(page, 'Train Group');
  await expect(nodeOf(page, 'shared').getByRole('img', { name: 'serves Digit', exact: true })).toBeVisible();
  await expect(stripes('shared')).toHaveCount(1);
  await expect(nodeOf(page, 'group-head')).toContainText('off');
});

test('a refused connection says why while it is drawn: a cycle, a shape that does not fit', async ({ shared: page }) => {
  await reopen(page, 'digits-hierarchical');
  const wires = await wiresOf(page);
  await holdWire(page, 'digit-hidden', 'shared');
  await expect(bubble(page)).toHaveText(/would make a cycle/);
  await expect(bubble(page)).toHaveAttribute('data-tone', 'refused');
  await page.mouse.up();
  await expect(page.locator('.ed-notice')).toContainText(/would make a cycle/);
  expect(await wiresOf(page)).toEqual(wires);

  const before = (await projectOf(page)).graph.nodes;
  await openCategory(page, 'Convolution');
  // The list of convolutions is long: it stands still once it has found room.
  await paletteItem(page, 'conv2d').hover();
  await drag(page, await middleOf(paletteItem(page, 'conv2d')), await emptyPlace(page));
  const { id } = await addedNode(page, before);
  await page.keyboard.press('Escape');
  await holdWire(page, 'flatten', id);
  await expect(bubble(page)).toHaveAttribute('data-tone', 'refused');
  await expect(bubble(page)).toContainText('784');
  await page.mouse.up();
  expect(await wiresOf(page)).toEqual(wires);
});

test('a second input to a layer that takes one says that it takes the place of the first, and does', async ({ shared: page }) => {
  await reopen(page, 'digits-hierarchical');
  await expectOneStep(page, async () => {
    await holdWire(page, 'shared', 'digit-logits');
    await expect(bubble(page)).toHaveAttribute('data-tone', 'allowed');
    await expect(bubble(page)).toContainText(/one input/);
    await page.mouse.up();
  });
  const into = (await wiresOf(page)).filter((wire) => wire.endsWith('→ digit-logits'));
  expect(into).toEqual(['shared → digit-logits']);
});

test('wiring another width to a head offers the Dense that fits, and one undo takes it back', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const nodes = (await projectOf(page)).graph.nodes;
  await expectOneStep(page, async () => {
    await holdWire(page, 'shared', 'digit-head');
    await page.mouse.up();
    await expect(page.getByRole('dialog', { name: /Digit needs 10 values, 256 arrive/ })).toBeVisible();
    await page.getByRole('button', { name: 'Insert Dense 10' }).click();
  });
  const added = await addedNode(page, nodes);
  expect(added).toMatchObject({ kind: 'dense', params: { units: 10 } });
  expect(await wiresOf(page)).toEqual(expect.arrayContaining([`shared → ${added.id}`, `${added.id} → digit-head`]));
  expect(await wiresOf(page)).not.toContain('digit-logits → digit-head');
});

test('a shared layer is split per task and merged again', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const before = (await projectOf(page)).graph.nodes;
  await nodeOf(page, 'shared').click();
  await inspector(page).getByRole('button', { name: 'Split per task' }).click();
  await expect(page.locator('.react-flow__node').filter({ hasText: '200,960 params' })).toHaveCount(2);
  const parts = (await projectOf(page)).graph.nodes.filter(({ params }) => params.units === 256).map(({ id }) => id);
  expect(parts).toHaveLength(2);
  for (const [i, task] of ['Digit', 'Group'].entries()) {
    await expect(nodeOf(page, parts[i] ?? '').getByRole('img', { name: `serves ${task}`, exact: true })).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await nodeOf(page, parts[0] ?? '').click();
  await nodeOf(page, parts[1] ?? '').click({ modifiers: ['Control'] });
  await inspector(page).getByRole('button', { name: 'Merge' }).click();
  await expect(page.locator('.react-flow__node').filter({ hasText: '200,960 params' })).toHaveCount(1);
  const after = (await projectOf(page)).graph.nodes;
  expect(after).toHaveLength(before.length);
  await expect(page.locator('.react-flow__node').getByRole('img', { name: 'serves Digit, Group' })).toHaveCount(3);
  await undo(page);
  await undo(page);
  expect((await projectOf(page)).graph.nodes).toEqual(before);
});

test('what is clicked or added is never behind its own drawer, not even behind the first, which comes late', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openPage(page, '#preset=digits-shared');
  // Nobody has moved the picture yet: all of it stays in view.
  await nodeOf(page, 'digit-logits').click();
  await expect(inspector(page)).toBeVisible();
  for (const id of ['image', 'shared', 'group-head']) await expect.poll(() => isUncovered(nodeOf(page, id))).toBe(true);
  await page.keyboard.press('Escape');
  // Low on the canvas, where the drawer will be.
  const pane = await page.locator('.react-flow__pane').boundingBox();
  const [x, y] = [(pane?.x ?? 0) + 60, (pane?.y ?? 0) + 200];
  for (let i = 0; i < 2; i++) await drag(page, { x, y }, { x, y: y + 130 });
  await nodeOf(page, 'shared').click();
  await expect(inspector(page)).toBeVisible();
  await expect.poll(() => isUncovered(nodeOf(page, 'shared'))).toBe(true);

  // Nor what a hand has put there.
  await page.keyboard.press('Escape');
  const card = await middleOf(nodeOf(page, 'digit-logits'));
  await drag(page, card, { x: card.x, y: card.y + 300 });
  await expect(inspector(page)).toBeVisible();
  await expect.poll(() => isUncovered(nodeOf(page, 'digit-logits'))).toBe(true);
  await nodeOf(page, 'shared').click();

  await inspector(page).getByRole('button', { name: 'Split per task' }).click();
  await expect(inspector(page).getByRole('heading')).toHaveText('2 layers selected');
  const copy = page.locator('.react-flow__node').filter({ hasText: '200,960 params' }).last();
  await expect.poll(() => isUncovered(copy)).toBe(true);

  // Everything is everything that the drawer leaves to be seen.
  await page.getByRole('button', { name: 'Show everything' }).click();
  for (const id of ['image', 'digit-head', 'group-head']) await expect.poll(() => isUncovered(nodeOf(page, id))).toBe(true);
  await expect(inspector(page)).toBeVisible();
});

test('the lists of the palette lie over the drawer: their last item can be taken', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').click();
  await expect(inspector(page)).toBeVisible();
  await page.getByRole('button', { name: 'Blocks of several layers' }).click();
  const last = page.locator('.ed-flyout-list > *').last();
  await last.scrollIntoViewIfNeeded();
  expect(await isUncovered(last)).toBe(true);
  await page.keyboard.press('Escape');
});

test('a click on one of several selected layers selects it alone, and closing the drawer deselects', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').click();
  await nodeOf(page, 'digit-logits').click({ modifiers: ['Control'] });
  await expect(inspector(page).getByRole('heading')).toHaveText('2 layers selected');
  await nodeOf(page, 'shared').click();
  await expect(inspector(page).getByRole('textbox', { name: 'Units' })).toHaveValue('256');
  await inspector(page).getByRole('button', { name: 'Close' }).click();
  await expect(inspector(page)).toBeHidden();
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0);
  await expect(nodeOf(page, 'shared')).toBeFocused();
  // Only this drawer was closed: the next layer has its own.
  await nodeOf(page, 'flatten').click();
  await expect(inspector(page).getByRole('heading')).toHaveText('Flatten');

  // The tool switches it off for all, and the menu of a layer on again.
  const tool = page.getByRole('button', { name: 'Parameters', exact: true });
  await tool.click();
  await nodeOf(page, 'shared').click();
  await expect(inspector(page)).toBeHidden();
  await nodeOf(page, 'shared').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Parameters/ }).click();
  await expect(inspector(page)).toBeVisible();
});

test('a document that is opened is shown whole, even one that looks much like the last', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const zoomIn = page.getByRole('button', { name: 'Zoom in' });
  for (let i = 0; i < 6; i++) await zoomIn.click();
  await expect.poll(() => isUncovered(nodeOf(page, 'image'))).toBe(false);
  await reopen(page, 'digits-shared');
  for (const id of ['image', 'digit-head', 'group-head']) await expect.poll(() => isUncovered(nodeOf(page, id))).toBe(true);
});

test('everything can be brought into view, and a small map shows all of it', async ({ shared: page }) => {
  await reopen(page, 'digits-cnn');
  const { nodes } = (await projectOf(page)).graph;
  await expect(page.locator('.react-flow__minimap-node')).toHaveCount(nodes.length);
  const zoomIn = page.getByRole('button', { name: 'Zoom in' });
  for (let i = 0; i < 6; i++) await zoomIn.click();
  const ends = ['image', 'digit-head', 'group-head'];
  const inView = async () => {
    const pane = await page.locator('.react-flow__pane').boundingBox();
    const boxes = await Promise.all(ends.map((id) => nodeOf(page, id).boundingBox()));
    return boxes.every((box) => pane && box && box.x >= pane.x && box.x + box.width <= pane.x + pane.width);
  };
  await expect.poll(inView).toBe(false);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(inView).toBe(true);
});

test('the very first right-click opens the actions, and the first wire has its words at the pointer', async ({ page }) => {
  await openPage(page);
  await nodeOf(page, 'flatten').click({ button: 'right' });
  const actions = page.getByRole('menuitem', { name: 'Duplicate' });
  await expect(actions).toBeVisible();
  const [card, item] = [await middleOf(nodeOf(page, 'flatten')), await middleOf(actions)];
  expect(Math.hypot(card.x - item.x, card.y - item.y)).toBeLessThan(320);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await holdWire(page, 'shared', 'flatten');
  const [pointer, words] = [await middleOf(nodeOf(page, 'flatten')), await middleOf(bubble(page))];
  expect(Math.hypot(pointer.x - words.x, pointer.y - words.y)).toBeLessThan(220);
  await page.mouse.up();
});

test('the drawer shows every value whole, and calls a layer without a name what its card does', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').click();
  await expect(inspector(page).getByRole('combobox', { name: 'Initial weights' })).toHaveValue('automatic');
  await expect(inspector(page).getByText('Serves')).toBeVisible();
  expect(await cutOff(inspector(page))).toEqual([]);
  const title = await inspector(page).getByRole('heading').first().textContent();
  await expect(inspector(page).getByRole('textbox', { name: 'Name' })).toHaveAttribute('placeholder', title ?? '');
  await expect(nodeOf(page, 'shared')).toContainText(title ?? 'no title');
});
