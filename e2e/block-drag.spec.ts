import { expect, type Page } from 'playwright/test';
import { emptyPlace, middleOf, nodeOf, openCategory, type Point, paletteItem, pressAndMove } from './canvas.ts';
import { drawn, expectOneStep, projectOf, reopen, takeBack, test } from './shared-page.ts';

const landing = (page: Page) => page.locator('.ed-landing');
const blocks = 'Blocks of several layers';
const block = (page: Page, id: string) => page.locator(`[data-block="${id}"]`);

async function kindsOf(page: Page): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of (await projectOf(page)).graph.nodes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const edgeId = async (page: Page, source: string, target: string): Promise<string> => {
  const { edges } = await page.evaluate(() => JSON.parse(JSON.stringify(window.playground?.project())).graph);
  const found = edges.find((edge: { source: string; target: string }) => edge.source === source && edge.target === target);
  if (!found) throw new Error('no such wire');
  return found.id;
};
const wire = (page: Page, id: string) => page.locator(`.react-flow__edge[data-id="${id}"]`);

/** The middle of a wire, where its shape is written. */
const onWire = async (page: Page, id: string): Promise<Point> =>
  middleOf(wire(page, id).locator('.react-flow__edge-textwrapper'));

/** Takes a block out of the open list and holds it over a place. The list may be scrolled. */
async function hold(page: Page, id: string, to: Point): Promise<void> {
  await openCategory(page, blocks);
  await block(page, id).scrollIntoViewIfNeeded();
  await pressAndMove(page, await middleOf(block(page, id)), to);
}

test('what is dragged onto a wire or a layer says where it will go, goes there as one step to undo, and trains', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-hierarchical');
  const before = await projectOf(page);
  const toGroup = await edgeId(page, 'shared', 'group-hidden');

  await test.step('a layer onto a wire, which shows it beforehand', async () => {
    await expectOneStep(page, async () => {
      await openCategory(page, 'Regularisation');
      await pressAndMove(page, await middleOf(paletteItem(page, 'dropout')), await onWire(page, toGroup));
      await expect(page.locator('.ed-ghost')).toHaveText('Dropout');
      await expect(wire(page, toGroup)).toHaveClass(/ed-drop-edge/);
      await expect(landing(page)).toHaveText(/^Between Dense and [^.]*$/);
      await page.mouse.up();
      await expect.poll(() => kindsOf(page)).toMatchObject({ dropout: 1 });
    });
    const { graph } = await projectOf(page);
    const added = graph.nodes.find(({ kind }) => kind === 'dropout')?.id;
    expect(graph.edges.filter(({ target }) => target === added).map(({ source }) => source)).toEqual(['shared']);
    expect(graph.edges.filter(({ target }) => target === 'group-hidden').map(({ source }) => source)).toEqual([added]);
    await takeBack(page);
  });

  await test.step('a layer that will not fit says what would be wrong, and can be put there all the same', async () => {
    await openCategory(page, 'Convolution');
    await pressAndMove(page, await middleOf(paletteItem(page, 'conv2d')), await onWire(page, toGroup));
    await expect(landing(page)).toHaveText(/^Between Dense and .*\. .+/);
    await page.mouse.up();
    await expect.poll(() => kindsOf(page)).toMatchObject({ conv2d: 1 });
    await expect(page.locator('.ed-problem[data-severity="error"]').first()).toBeVisible();
    await takeBack(page);
  });

  await test.step('soft sharing onto a shared layer splits it and ties the copies', async () => {
    await expectOneStep(page, async () => {
      await hold(page, 'softSharing', await middleOf(nodeOf(page, 'shared')));
      await expect(landing(page)).toHaveText(/^At Dense/);
      await page.mouse.up();
      await expect(page.locator('.ed-tie')).toHaveCount(1);
    });
    await takeBack(page);
  });

  await test.step('a fusion goes to all that are selected', async () => {
    // A picture that a hand has moved stays where it is when the drawer comes.
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await drawn(page);
    await nodeOf(page, 'digit-hidden').click();
    await nodeOf(page, 'group-hidden').click({ modifiers: ['Control'] });
    await hold(page, 'fusion', await middleOf(nodeOf(page, 'group-hidden')));
    await expect(nodeOf(page, 'digit-hidden')).toHaveClass(/ed-drop-node/);
    await expect(nodeOf(page, 'group-hidden')).toHaveClass(/ed-drop-node/);
    await page.mouse.up();
    await expect.poll(async () => (await kindsOf(page)).concat).toBe(1);
    await takeBack(page);
    expect(await projectOf(page)).toEqual(before);
  });

  await test.step('a block onto a wire, and it trains', async () => {
    const toDigit = await edgeId(page, 'shared', 'digit-hidden');
    await expectOneStep(page, async () => {
      await hold(page, 'omoe', await onWire(page, toDigit));
      await expect(wire(page, toDigit)).toHaveClass(/ed-drop-edge/);
      await expect(landing(page)).toHaveText(/^Between Dense and /);
      await page.mouse.up();
      await expect(landing(page)).toBeHidden();
      await expect(page.locator('.ed-notice')).toHaveText(/OMoE: one gate for all inserted/);
    });
    const { graph } = await projectOf(page);
    const gate = graph.nodes.find(({ kind }) => kind === 'mixture')?.id;
    expect(graph.edges.filter(({ target }) => target === 'digit-hidden').map(({ source }) => source)).toEqual([gate]);
    // The other task's wire is as it was.
    expect(graph.edges.some(({ source, target }) => source === 'shared' && target === 'group-hidden')).toBe(true);
    const status = await page.evaluate(() => window.playground?.train({ steps: 3 }));
    expect(status).toMatchObject({ step: 3 });
    expect(status?.error).toBeUndefined();
  });
});

test('a block is refused with the reason where it does not suit; over a layer it goes there, over empty canvas to where the tasks part', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = await projectOf(page);
  const id = await edgeId(page, 'flatten', 'shared');
  await hold(page, 'transformer', await onWire(page, id));
  await expect(landing(page)).toHaveAttribute('data-tone', 'refused');
  await expect(landing(page)).toContainText(/works on sequences/);
  await expect(wire(page, id)).toHaveClass(/ed-refused/);
  await page.mouse.up();
  await expect(page.locator('.ed-notice')).toContainText(/works on sequences/);
  expect(await projectOf(page)).toEqual(before);

  // Escape gives up, wherever the pointer is.
  await hold(page, 'mmoe', await onWire(page, id));
  await expect(wire(page, id)).toHaveClass(/ed-drop-edge/);
  await page.keyboard.press('Escape');
  await expect(landing(page)).toBeHidden();
  await page.mouse.up();
  expect(await projectOf(page)).toEqual(before);

  await hold(page, 'mmoe', await middleOf(nodeOf(page, 'flatten')));
  await expect(nodeOf(page, 'flatten')).toHaveClass(/ed-drop-node/);
  await expect(landing(page)).toHaveText('At Flatten');
  const empty = await emptyPlace(page);
  await page.mouse.move(empty.x, empty.y, { steps: 3 });
  await expect(nodeOf(page, 'shared')).toHaveClass(/ed-drop-node/);
  await expect(nodeOf(page, 'flatten')).not.toHaveClass(/ed-drop-node/);
  await expect(landing(page)).toHaveText('Where the tasks part');
  await page.mouse.up();
  await expect.poll(() => kindsOf(page)).toMatchObject({ mixture: 2 });
  const { graph } = await projectOf(page);
  expect(graph.edges.filter(({ source }) => source === 'flatten').map(({ target }) => target)).toEqual(['shared']);
});
