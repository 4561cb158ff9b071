import { expect } from 'playwright/test';
import { centred } from '../src/ui/editor/commands/place.ts';
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
  untilStill,
} from './canvas.ts';
import { expectOneStep, projectOf, reopen, takeBack, test, toggle, undo, wiresOf } from './shared-page.ts';
import { openPage } from './support.ts';

test('a layer is added by a click in the palette, a drag, a double-click, and by a wire dropped on the empty canvas at either end', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  await test.step('from the palette: by a click, and by a drag to where the hand lets go', async () => {
    const before = (await projectOf(page)).graph.nodes;
    const place = await emptyPlace(page);
    const wanted = await placeOnCanvas(page, place);
    await openCategory(page, 'Regularisation');
    await drag(page, await middleOf(paletteItem(page, 'dropout')), place);
    const dropout = await addedNode(page, before);
    expect(dropout).toMatchObject({ kind: 'dropout' });
    // The place on the grid that is nearest to the hand, and there it stays.
    expect(dropout.position).toEqual(centred(wanted));
    const at = await middleOnCanvas(nodeOf(page, dropout.id));
    expect(Math.max(Math.abs(at.x - wanted.x), Math.abs(at.y - wanted.y))).toBeLessThanOrEqual(4.1);
    // The canvas is never arranged by itself.
    const places = (nodes: typeof before) => nodes.map(({ id, position }) => [id, position]);
    expect(places((await projectOf(page)).graph.nodes).slice(0, before.length)).toEqual(places(before));

    const more = (await projectOf(page)).graph.nodes;
    await openCategory(page, 'Basic');
    await paletteItem(page, 'dense').click();
    expect(await addedNode(page, more)).toMatchObject({ kind: 'dense' });
    await undo(page);
    await takeBack(page);
  });
  await test.step('a double-click opens the search', async () => {
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
    expect(added.position).toEqual(centred(wanted));
    await takeBack(page);
  });
  await test.step('a wire, from an output and from an input', async () => {
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
    await dropWire(page, 'digit-logits', 'in', { x: place.x - 30, y: place.y + 130 });
    await expect(page.getByRole('dialog', { name: 'Add a layer before Dense' })).toBeVisible();
    await page.keyboard.type('batch');
    await page.keyboard.press('Enter');
    const inFront = await addedNode(page, more);
    expect(await wiresOf(page)).toContain(`${inFront.id} → digit-logits`);
  });
});

test('a bad value says what is wrong beside its field and on its node; a good one changes shapes on edges, parameter counts on nodes, and the program that trains', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const edge = page.locator('.react-flow__edge').filter({ has: page.locator('text=/^256$/') });
  await expect(edge).toHaveCount(2);
  await expect(nodeOf(page, 'shared')).toContainText('200,960 params');
  await nodeOf(page, 'shared').click();
  const units = inspector(page).getByRole('textbox', { name: 'Units' });
  await units.fill('0');
  await expect(units).toHaveAttribute('aria-invalid', 'true');
  await expect(units).toHaveAccessibleDescription(/Expected/);
  await expect(page.getByText('Expected: ≥ 1', { exact: true })).toBeVisible();
  await expect(nodeOf(page, 'shared').getByRole('img', { name: /^error: / })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await units.fill('100');
  await expect(units).not.toHaveAttribute('aria-invalid', 'true');
  await expect(nodeOf(page, 'shared').getByRole('img', { name: /^error: / })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-disabled', 'false');

  await expect(page.locator('.react-flow__edge').filter({ has: page.locator('text=/^100$/') })).toHaveCount(2);
  await expect(nodeOf(page, 'shared')).toContainText('78,500 params');
  await expect(nodeOf(page, 'digit-logits')).toContainText('1,010 params');
  await expect(nodeOf(page, 'group-logits')).toContainText('505 params');
  // The weights that could be taken home now are those of the edited network, though nobody pressed anything.
  const header = () =>
    page.evaluate(async () => {
      // While the edited network takes the place of the one before, that one's request is refused.
      const file = await window.playground?.exportModel('safetensors').catch(() => undefined);
      return (await file?.slice(8, 30_000).text()) ?? '';
    });
  await expect.poll(header).toContain('"shape":[784,100]');
  await expect(page.getByTestId('pending')).toBeHidden();
});

test('the drawer shows every value whole and lies under the lists of the palette; a click selects one layer alone; a node shows the tasks that it serves', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  await test.step('the drawer shows every value whole, and calls a layer without a name what its card does', async () => {
    await nodeOf(page, 'shared').click();
    await expect(inspector(page).getByRole('combobox', { name: 'Initial weights' })).toHaveValue('automatic');
    await expect(inspector(page).getByText('Serves')).toBeVisible();
    expect(await cutOff(inspector(page))).toEqual([]);
    const title = await inspector(page).getByRole('heading').first().textContent();
    await expect(inspector(page).getByRole('textbox', { name: 'Name' })).toHaveAttribute('placeholder', title ?? '');
    await expect(nodeOf(page, 'shared')).toContainText(title ?? 'no title');
  });
  await test.step('the last item of a list over the drawer can be taken', async () => {
    await nodeOf(page, 'shared').click();
    await expect(inspector(page)).toBeVisible();
    await page.getByRole('button', { name: 'Blocks of several layers' }).click();
    const last = page.locator('.ed-flyout-list > *').last();
    await last.scrollIntoViewIfNeeded();
    expect(await isUncovered(last)).toBe(true);
    await page.keyboard.press('Escape');
  });
  await test.step('a click on one of several selected layers selects it alone, and closing the drawer deselects', async () => {
    await page.keyboard.press('Escape');
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
  await test.step('stripes and words follow the tasks', async () => {
    // Beside the drawer cards are too small for their symbols.
    await inspector(page).getByRole('button', { name: 'Close' }).click();
    await expect(inspector(page)).toBeHidden();
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
});

test('wires are judged while they are drawn; a shared layer is split per task and merged again', async ({ shared: page }) => {
  await reopen(page, 'digits-hierarchical');
  await test.step('a wire that ends at its own layer is refused in words', async () => {
    const { x, y } = await middleOf(nodeOf(page, 'shared'));
    await dropWire(page, 'shared', 'out', { x, y: y - 20 });
    await expect(page.locator('.ed-notice')).toContainText(/itself/);
    await page.locator('.ed-notice').getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('Escape');
    await expect(inspector(page)).toBeHidden();
    await untilStill(page);
  });
  await test.step('a refused connection says why: a cycle, a shape that does not fit', async () => {
    const wires = await wiresOf(page);
    await holdWire(page, 'digit-hidden', 'shared');
    await expect(nodeOf(page, 'shared')).toHaveClass(/ed-refused/);
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
    await expect(inspector(page)).toBeVisible();
    await inspector(page).getByRole('button', { name: 'Close' }).click();
    await expect(inspector(page)).toBeHidden();
    await untilStill(page);
    await holdWire(page, 'flatten', id);
    await expect(bubble(page)).toHaveAttribute('data-tone', 'refused');
    await expect(bubble(page)).toContainText('784');
    await page.mouse.up();
    expect(await wiresOf(page)).toEqual(wires);
    await takeBack(page);
  });
  await test.step('a second input to a layer that takes one says that it takes the place of the first, and does', async () => {
    await expectOneStep(page, async () => {
      await holdWire(page, 'shared', 'digit-logits');
      await expect(bubble(page)).toHaveAttribute('data-tone', 'allowed');
      await expect(bubble(page)).toContainText(/one input/);
      await page.mouse.up();
    });
    const into = (await wiresOf(page)).filter((wire) => wire.endsWith('→ digit-logits'));
    expect(into).toEqual(['shared → digit-logits']);
    await takeBack(page);
  });
  await test.step('another width to a head offers the Dense that fits, and one undo takes it back', async () => {
    const nodes = (await projectOf(page)).graph.nodes;
    await expectOneStep(page, async () => {
      await holdWire(page, 'shared', 'digit-head');
      await expect(bubble(page)).toHaveText(/A Dense layer with 10 units fits/);
      await page.mouse.up();
      await expect(page.getByRole('dialog', { name: /Digit needs 10 values, 256 arrive/ })).toBeVisible();
      await page.getByRole('button', { name: 'Insert Dense 10' }).click();
    });
    const added = await addedNode(page, nodes);
    expect(added).toMatchObject({ kind: 'dense', params: { units: 10 } });
    expect(await wiresOf(page)).toEqual(expect.arrayContaining([`shared → ${added.id}`, `${added.id} → digit-head`]));
    expect(await wiresOf(page)).not.toContain('digit-logits → digit-head');
    await takeBack(page);
  });
  await test.step('a shared layer is split per task and merged again', async () => {
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
    await expect(page.locator('.react-flow__node:has(.ed-stripes > :nth-child(2))')).toHaveCount(3);
    await undo(page);
    await undo(page);
    expect((await projectOf(page)).graph.nodes).toEqual(before);
  });
});

test('an output that nothing leads to is attached where the tasks part, or connected from a layer of one’s choice', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-hierarchical');
  await nodeOf(page, 'digit-logits').click();
  await page.keyboard.press('Delete');
  await nodeOf(page, 'digit-head').click();
  await inspector(page).getByRole('button', { name: 'Attach a head' }).click();
  await expect(page.locator('.ed-notice')).toContainText('Head attached where the tasks part');
  const into = async () => (await wiresOf(page)).find((wire) => wire.endsWith('→ digit-head')) ?? '';
  const [logits = ''] = (await into()).split(' → ');
  expect((await projectOf(page)).graph.nodes.find(({ id }) => id === logits)?.params.units).toBe(10);
  await undo(page);
  await expect.poll(into).toBe('');

  await nodeOf(page, 'digit-head').click();
  await inspector(page).getByRole('button', { name: 'Connect from…' }).click();
  const list = page.getByRole('dialog', { name: 'Connect Digit from…' });
  await list.getByRole('option', { name: 'Dense 2 · 64' }).click();
  await expect.poll(into).toMatch(/^dense/);
});

test('what is clicked or added is never behind its own drawer, not even behind the first, which comes late; the first menu and the first words of a wire are at the pointer', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openPage(page, '#preset=digits-shared&executor=wasm');
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
  // What had to make room for it may be behind the palette now.
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => isUncovered(nodeOf(page, 'shared'))).toBe(true);
  await nodeOf(page, 'shared').click();

  await inspector(page).getByRole('button', { name: 'Split per task' }).click();
  await expect(inspector(page).getByRole('heading', { name: '2 layers selected' })).toBeVisible();
  const copy = page.locator('.react-flow__node').filter({ hasText: '200,960 params' }).last();
  await expect.poll(() => isUncovered(copy)).toBe(true);

  // Everything is everything that the drawer leaves to be seen, once nothing is said over it.
  await page.locator('.ed-notice').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Show everything' }).click();
  for (const id of ['image', 'digit-head', 'group-head']) await expect.poll(() => isUncovered(nodeOf(page, id))).toBe(true);
  await expect(inspector(page)).toBeVisible();

  // Each of these is fetched when it is first wanted.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.keyboard.press('Escape');
  await nodeOf(page, 'flatten').click({ button: 'right' });
  const actions = page.getByRole('menuitem', { name: 'Duplicate' });
  await expect(actions).toBeVisible();
  const [of, item] = [await middleOf(nodeOf(page, 'flatten')), await middleOf(actions)];
  expect(Math.hypot(of.x - item.x, of.y - item.y)).toBeLessThan(320);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await untilStill(page);
  await holdWire(page, 'shared', 'flatten');
  const [pointer, words] = [await middleOf(nodeOf(page, 'flatten')), await middleOf(bubble(page))];
  expect(Math.hypot(pointer.x - words.x, pointer.y - words.y)).toBeLessThan(220);
  await page.mouse.up();
});

test('everything can be brought into view, a small map shows all of it, and a document that is opened is shown whole, even one that looks much like the last', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const { nodes } = (await projectOf(page)).graph;
  const small = () =>
    page.locator('.ed-overview-nodes').evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? '').join(''));
  // While everything is in view nobody needs it.
  await expect(page.locator('.ed-minimap')).toHaveCount(0);
  const zoomIn = page.getByRole('button', { name: 'Zoom in' });
  for (let i = 0; i < 2; i++) await zoomIn.click();
  await expect.poll(async () => (await small()).match(/M/g)?.length).toBe(nodes.length);
  for (let i = 0; i < 4; i++) await zoomIn.click();
  const ends = ['image', 'digit-head', 'group-head'];
  const inView = async () => {
    const pane = await page.locator('.react-flow__pane').boundingBox();
    const boxes = await Promise.all(ends.map((id) => nodeOf(page, id).boundingBox()));
    return boxes.every((box) => pane && box && box.y >= pane.y && box.y + box.height <= pane.y + pane.height);
  };
  await expect.poll(inView).toBe(false);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(inView).toBe(true);

  for (let i = 0; i < 6; i++) await zoomIn.click();
  await expect.poll(() => isUncovered(nodeOf(page, 'image'))).toBe(false);
  await reopen(page, 'digits-shared');
  for (const id of ends) await expect.poll(() => isUncovered(nodeOf(page, id))).toBe(true);
});
