import { expect, type Page } from 'playwright/test';
import { addedNode, inspector, nodeOf } from './canvas.ts';
import { projectOf, reopen, test, wiresOf } from './shared-page.ts';
import { openPage } from './support.ts';

const focusedNode = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null);

/** From the top of the page through the skip link onto a node, by Tab alone. */
async function tabToNode(page: Page): Promise<string> {
  // Where Tab begins is remembered even of what has no focus any more: the body begins before everything.
  await page.evaluate(() => {
    document.body.setAttribute('tabindex', '-1');
    document.body.focus();
  });
  await page.keyboard.press('Tab');
  await page.evaluate(() => document.body.removeAttribute('tabindex'));
  await expect(page.getByRole('link', { name: 'Skip to the canvas' })).toBeFocused();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    const id = await focusedNode(page);
    if (id !== null) return id;
  }
  throw new Error('Tab never reaches a node');
}

test('without a mouse: a branch is built, wired, taken away and brought back; a layer is moved, named, and frozen from its menu', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = (await projectOf(page)).graph.nodes;

  expect(await tabToNode(page)).toBe('image');
  // All layers come before the first wire.
  const kinds: string[] = [];
  for (let i = 1; i < before.length + 2; i++) {
    await page.keyboard.press('Tab');
    kinds.push(
      await page.evaluate(() => document.activeElement?.getAttribute('class')?.match(/react-flow__(node|edge)\b/)?.[1] ?? ''),
    );
  }
  expect(kinds).toEqual([...Array.from({ length: before.length - 1 }, () => 'node'), 'edge', 'edge']);
  await expect(page.getByRole('application', { name: 'Network' })).toBeVisible();
  await nodeOf(page, 'image').focus();

  await page.keyboard.press('ArrowDown');
  expect(await focusedNode(page)).toBe('flatten');
  await page.keyboard.press('ArrowDown');
  expect(await focusedNode(page)).toBe('shared');
  // Behind the layer that has the focus, selected or not.
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Add a layer after Dense' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => focusedNode(page)).toBe('shared');

  const units = inspector(page).getByRole('textbox', { name: 'Units' });
  await page.keyboard.press('Enter');
  await expect(nodeOf(page, 'shared')).toHaveClass(/selected/);
  await expect(units).toBeFocused();
  await page.keyboard.press('Escape');
  expect(await focusedNode(page)).toBe('shared');
  await expect(inspector(page)).toBeVisible();

  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Add a layer after Dense' })).toBeVisible();
  await page.keyboard.type('dense');
  await page.keyboard.press('Enter');
  const { id } = await addedNode(page, before);
  expect(await wiresOf(page)).toContain(`shared → ${id}`);

  await page.keyboard.press('c');
  const list = page.getByRole('dialog', { name: 'Connect Dense 4 to…' });
  await expect(list).toBeVisible();
  await expect(list.getByRole('option', { name: /Flatten/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(list.getByRole('option', { name: /Flatten/ })).toContainText('cycle');
  await page.keyboard.type('group');
  await expect(list.getByRole('option').first()).toContainText(/Group.*with Dense 5/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await projectOf(page)).graph.nodes.length).toBe(before.length + 2);
  const into = (await projectOf(page)).graph.edges.filter(({ target }) => target === 'group-head');
  expect(into.map(({ source }) => source)).not.toContain('group-logits');
  expect(into).toHaveLength(1);

  await page.keyboard.press('Control+z');
  expect((await projectOf(page)).graph.nodes).toHaveLength(before.length + 1);
  await page.keyboard.press('Control+z');
  expect((await projectOf(page)).graph.nodes).toEqual(before);

  await page.keyboard.press('Escape');
  await nodeOf(page, 'shared').focus();
  await page.keyboard.press('ArrowDown');
  const next = await focusedNode(page);
  await page.keyboard.press('Enter');
  await expect(units).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  // What fed it goes on.
  expect(await focusedNode(page)).toBe('shared');
  expect((await projectOf(page)).graph.nodes.map((node) => node.id)).not.toContain(next);
  await page.keyboard.press('Control+z');
  expect((await projectOf(page)).graph.nodes).toEqual(before);

  const place = async () => (await projectOf(page)).graph.nodes.find(({ id }) => id === 'shared')?.position;
  await nodeOf(page, 'shared').focus();
  await page.keyboard.press('Enter');
  await expect(units).toBeFocused();
  await page.keyboard.press('Escape');
  const from = await place();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(place).not.toEqual(from);
  await page.keyboard.press('Control+z');
  await expect.poll(place).toEqual(from);
  expect(await page.getByTestId('step').textContent()).toBe('0');

  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await page.keyboard.press('Enter');
  await expect(units).toBeFocused();
  for (let i = 0; i < 6 && !(await name.evaluate((field) => field === document.activeElement)); i++) {
    await page.keyboard.press('Shift+Tab');
  }
  await expect(name).toBeFocused();
  await page.keyboard.type('By hand');
  await expect(nodeOf(page, 'shared')).toContainText('By hand');

  await nodeOf(page, 'shared').focus();
  // What browsers send when the key is let go; their test drivers do not.
  await nodeOf(page, 'shared').evaluate((node) =>
    node.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })),
  );
  const freeze = page.getByRole('menuitem', { name: 'Freeze' });
  await expect(freeze).toBeVisible();
  for (let i = 0; i < 12 && !(await freeze.evaluate((item) => item === document.activeElement)); i++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(nodeOf(page, 'shared').getByRole('img', { name: 'frozen' })).toBeVisible();
});

test('what is typed before the search is there goes into its field, and nowhere else', async ({ page }) => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/add-search-*.js', async (route) => {
    await released;
    await route.continue();
  });
  await openPage(page, '#preset=toy-related&executor=wasm');
  const before = (await projectOf(page)).graph.nodes;
  // Enter would put the next letter into the first field of its parameters.
  await nodeOf(page, 'shared-1').click();
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1);
  const asked = page.waitForRequest('**/assets/add-search-*.js');
  await page.keyboard.press('a');
  await asked;
  // Letters are keys of the canvas, and Space trains.
  await page.keyboard.type('layer norm');
  await page.keyboard.press('Enter');
  release();
  const added = await addedNode(page, before);
  expect(added).toMatchObject({ kind: 'layerNorm' });
  expect(await wiresOf(page)).toContain(`shared-1 → ${added.id}`);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle');
});
