import { expect, type Page } from 'playwright/test';
import { addedNode, nodeOf } from './canvas.ts';
import { projectOf, reopen, test, wiresOf } from './shared-page.ts';
import { openPage } from './support.ts';

const focusedNode = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null);

/** From the top of the page through the skip link onto a node, by Tab alone. */
async function tabToNode(page: Page): Promise<string> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the canvas' })).toBeFocused();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    const id = await focusedNode(page);
    if (id !== null) return id;
  }
  throw new Error('Tab never reaches a node');
}

test('a branch is built, wired, taken away and brought back without a mouse', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await page.reload();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
  const before = (await projectOf(page)).graph.nodes;

  expect(await tabToNode(page)).toBe('image');
  await page.keyboard.press('ArrowRight');
  expect(await focusedNode(page)).toBe('flatten');
  await page.keyboard.press('ArrowRight');
  expect(await focusedNode(page)).toBe('shared');
  await page.keyboard.press('Enter');
  await expect(nodeOf(page, 'shared')).toHaveClass(/selected/);

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
  await page.keyboard.press('ArrowRight');
  const next = await focusedNode(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  expect((await projectOf(page)).graph.nodes.map((node) => node.id)).not.toContain(next);
  await page.keyboard.press('Control+z');
  expect((await projectOf(page)).graph.nodes).toEqual(before);
});

test('a selected layer is moved by arrows, and its parameters are reached by Tab', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const place = async () => (await projectOf(page)).graph.nodes.find(({ id }) => id === 'shared')?.position;
  await nodeOf(page, 'shared').focus();
  await page.keyboard.press('Enter');
  const from = await place();
  await page.keyboard.press('ArrowUp');
  await expect.poll(place).not.toEqual(from);
  expect(await page.getByTestId('step').textContent()).toBe('0');

  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  for (let i = 0; i < 60 && !(await name.evaluate((field) => field === document.activeElement)); i++) {
    await page.keyboard.press('Tab');
  }
  await expect(name).toBeFocused();
  await page.keyboard.type('By hand');
  await expect(nodeOf(page, 'shared')).toContainText('By hand');
});

test('the actions of a node open with the context-menu key, and are chosen with arrows', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').focus();
  await page.keyboard.press('Enter');
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
  await openPage(page, '#preset=digits-shared');
  const before = (await projectOf(page)).graph.nodes;
  await nodeOf(page, 'shared').focus();
  await page.keyboard.press('Enter');
  const asked = page.waitForRequest('**/assets/add-search-*.js');
  await page.keyboard.press('a');
  await asked;
  // Letters are keys of the canvas, and Space trains.
  await page.keyboard.type('layer norm');
  await page.keyboard.press('Enter');
  release();
  const added = await addedNode(page, before);
  expect(added).toMatchObject({ kind: 'layerNorm' });
  expect(await wiresOf(page)).toContain(`shared → ${added.id}`);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle');
});
