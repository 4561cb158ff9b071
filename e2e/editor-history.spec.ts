import { expect } from 'playwright/test';
import { drag, holdWire, inspector, middleOf, nodeOf, openCategory, paletteItem } from './canvas.ts';
import {
  expectOneStep,
  type LooseProject,
  projectOf,
  redo,
  reopen,
  takeBack,
  test,
  toggle,
  undo,
  wiresOf,
} from './shared-page.ts';
import { expectIdle, openPage } from './support.ts';

const placeOf = ({ graph }: LooseProject, node: string) => graph.nodes.find(({ id }) => id === node)?.position;

test('one gesture is one undo step: adding, deleting by both keys, moving one or several, connecting, arranging', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-hierarchical');
  const shared = placeOf(await projectOf(page), 'shared');
  await expectOneStep(page, async () => {
    await openCategory(page, 'Merge');
    await paletteItem(page, 'concat').click();
  });
  for (const key of ['Delete', 'Backspace']) {
    await page.keyboard.press('Escape');
    await expectOneStep(page, async () => {
      await nodeOf(page, key === 'Delete' ? 'digit-hidden' : 'group-hidden').click();
      await page.keyboard.press(key);
    });
  }
  await undo(page);
  await undo(page);

  await page.keyboard.press('Escape');
  await expectOneStep(page, async () => {
    const from = await middleOf(nodeOf(page, 'flatten'));
    await drag(page, from, { x: from.x + 24, y: from.y - 120 });
  });
  await page.keyboard.press('Escape');
  // Several at once too.
  await expectOneStep(page, async () => {
    await nodeOf(page, 'shared').click();
    await nodeOf(page, 'flatten').click({ modifiers: ['Control'] });
    const from = await middleOf(nodeOf(page, 'flatten'));
    await drag(page, from, { x: from.x + 10, y: from.y + 80 });
    await expect.poll(async () => placeOf(await projectOf(page), 'shared')).not.toEqual(shared);
  });
  await page.keyboard.press('Escape');
  await expectOneStep(page, async () => {
    await holdWire(page, 'shared', 'group-logits');
    await page.mouse.up();
  });
  await expectOneStep(page, async () => {
    await page.getByRole('button', { name: /^Arrange the layers/ }).click();
    await expect(page.locator('.ed-notice')).toContainText('Arranged the layers.');
  });
});

test('copy, paste, cut and duplicate keep the connections among what is copied', async ({ shared: page }) => {
  await reopen(page, 'digits-hierarchical');
  const before = await projectOf(page);
  const copies = async () => {
    const known = new Set(before.graph.nodes.map(({ id }) => id));
    const { graph } = await projectOf(page);
    const added = graph.nodes.filter(({ id }) => !known.has(id));
    const inside = graph.edges.filter(({ source, target }) => !known.has(source) && !known.has(target));
    return { kinds: added.map(({ params }) => params.units), wires: inside.length };
  };
  await nodeOf(page, 'digit-hidden').click();
  await nodeOf(page, 'digit-logits').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+c');
  await expectOneStep(page, () => page.keyboard.press('Control+v'));
  expect(await copies()).toEqual({ kinds: [64, 10], wires: 1 });
  await undo(page);
  await expectOneStep(page, () => page.keyboard.press('Control+v'));
  expect(await copies()).toEqual({ kinds: [64, 10], wires: 1 });
  await undo(page);

  await page.keyboard.press('Escape');
  await nodeOf(page, 'digit-logits').click();
  await expectOneStep(page, () => page.keyboard.press('Control+d'));
  expect((await copies()).kinds).toEqual([10]);
  await undo(page);
  await page.keyboard.press('Escape');
  await nodeOf(page, 'digit-logits').click();
  await expectOneStep(page, () => page.keyboard.press('Control+x'));
  expect((await projectOf(page)).graph.nodes.map(({ id }) => id)).not.toContain('digit-logits');
  await page.keyboard.press('Control+v');
  expect((await projectOf(page)).graph.nodes.filter(({ params }) => params.units === 10)).toHaveLength(1);
});

test('what was removed can be taken back from the notice and by keys; a box selects what it touches, by Shift or by the selecting hand, and one key removes it in one step', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  const before = await projectOf(page);
  await nodeOf(page, 'shared').click();
  await page.keyboard.press('Delete');
  const after = await projectOf(page);
  await expect(page.locator('.ed-notice')).toContainText('Removed Dense.');
  await page.locator('.ed-notice').getByRole('button', { name: 'Undo' }).click();
  expect(await projectOf(page)).toEqual(before);
  await redo(page);
  await page.keyboard.press('Control+z');
  expect(await projectOf(page)).toEqual(before);
  await page.keyboard.press('Control+y');
  expect(await projectOf(page)).toEqual(after);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+Z');
  expect(await projectOf(page)).toEqual(after);
  await takeBack(page);

  const corners = async () => {
    const [first, last] = [await nodeOf(page, 'digit-logits').boundingBox(), await nodeOf(page, 'group-logits').boundingBox()];
    if (!first || !last) throw new Error('no nodes');
    return [
      { x: first.x + 30, y: first.y - 20 },
      { x: last.x + last.width - 30, y: last.y + last.height + 16 },
    ] as const;
  };
  const [from, to] = await corners();
  await page.keyboard.down('Shift');
  await drag(page, from, to);
  await page.keyboard.up('Shift');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2);
  await expect(inspector(page)).toContainText('2 layers selected');
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0);

  const hand = page.getByRole('button', { name: /^Drag on the canvas to select/ });
  await hand.click();
  await expect(hand).toHaveAttribute('aria-pressed', 'true');
  await drag(page, from, to);
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2);
  await hand.click();
  await expectOneStep(page, () => page.keyboard.press('Delete'));
  expect((await wiresOf(page)).filter((wire) => wire.includes('logits'))).toEqual([]);
});

test('a move by arrow keys, typing in a field and drawing a slider are one undo step each', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await test.step('a move by arrow keys, whose mini-steps are none', async () => {
    await expectOneStep(page, async () => {
      await nodeOf(page, 'answer').click();
      await nodeOf(page, 'answer').focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    });
  });
  await test.step('typing a parameter, a name, a rate', async () => {
    await nodeOf(page, 'shared-1').click();
    const type = async (name: string, text: string) => {
      await inspector(page).getByRole('textbox', { name }).press('Control+a');
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    };
    await expectOneStep(page, () => type('Units', '24'));
    await expect(nodeOf(page, 'shared-1')).toContainText('72 params');
    await expectOneStep(page, () => type('Name', 'Trunk'));
    await expect(nodeOf(page, 'shared-1')).toContainText('Trunk');
    await expectOneStep(page, async () => {
      const rate = page.getByRole('combobox', { name: 'Learning rate', exact: true });
      await rate.press('Control+a');
      await page.keyboard.type('0.025');
      await page.keyboard.press('Tab');
    });
    expect((await projectOf(page)).training.learningRate).toBe(0.025);
  });
  await test.step('a slider that is drawn through many values', async () => {
    const draw = (name: string, by: number) =>
      expectOneStep(page, async () => {
        const slider = page.getByRole('slider', { name });
        await slider.scrollIntoViewIfNeeded();
        const thumb = await middleOf(slider);
        await drag(page, thumb, { x: thumb.x + by, y: thumb.y });
      });
    await draw('Weight of Half-plane A', 40);
    expect((await projectOf(page)).tasks[0]?.weight).toBeGreaterThan(1);
    const facts = page.getByRole('button', { name: 'Facts, options and split' });
    await facts.click();
    await draw('Split: train', -60);
    expect((await projectOf(page)).data.split.train).toBeLessThan(0.7);
    await facts.click();
  });
});

test('Ctrl+Z takes back what a switch, a list and a slider have just done by keys, while they keep the focus', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const byKeys = async (act: () => Promise<void>): Promise<void> => {
    const before = await projectOf(page);
    await act();
    await expect.poll(() => projectOf(page)).not.toEqual(before);
    const after = await projectOf(page);
    await page.keyboard.press('Control+z');
    await expect.poll(() => projectOf(page)).toEqual(before);
    await page.keyboard.press('Control+y');
    await expect.poll(() => projectOf(page)).toEqual(after);
    await page.keyboard.press('Control+z');
    await expect.poll(() => projectOf(page)).toEqual(before);
  };
  await byKeys(() => page.getByRole('switch', { name: 'Train Half-plane B', exact: true }).press('Space'));
  await byKeys(async () => {
    const list = page.getByRole('combobox', { name: 'Optimiser' });
    await list.press('Enter');
    await page.getByRole('option', { name: 'RMSprop' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(list).toBeFocused();
  });
  await byKeys(async () => {
    const weight = page.getByRole('slider', { name: 'Weight of Half-plane A' });
    await weight.press('ArrowRight');
    await expect(weight).toBeFocused();
  });
});

test('everything else in the document is undone too: tasks, data, training, seed, another document', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await expectOneStep(page, () => toggle(page, 'Train Half-plane B'));
  await expectOneStep(page, async () => {
    await page.getByRole('button', { name: 'Add a task' }).click();
    await page.getByRole('menuitem').first().click();
  });
  await expectOneStep(page, () => page.getByRole('button', { name: 'New seed' }).click());
  await expectOneStep(page, () => page.getByRole('textbox', { name: 'Title' }).fill('Mine'));
  await expectOneStep(page, async () => {
    await page.getByRole('textbox', { name: 'Seed' }).fill('41');
    await expect.poll(async () => (await projectOf(page)).seed).toBe(41);
  });
  await expectOneStep(page, async () => {
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('What it is about');
  });
  await expectOneStep(page, async () => {
    await page.getByRole('combobox', { name: 'Optimiser' }).click();
    await page.getByRole('option', { name: 'RMSprop' }).click();
  });
  await expectOneStep(page, async () => {
    await page.getByRole('combobox', { name: 'Data set' }).click();
    await page.getByRole('option', { name: 'Handwritten digits' }).click();
  });
  await expectOneStep(page, async () => {
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('listbox', { name: 'Examples' }).getByRole('option').first().click();
  });
});

test('what is typed right after a move by arrow keys is one step of its own', async ({ page }) => {
  await page.clock.install();
  await openPage(page, '#preset=toy-related&executor=wasm');
  await nodeOf(page, 'shared-1').click();
  const units = inspector(page).getByRole('textbox', { name: 'Units' });
  await expect(units).toBeVisible();
  await nodeOf(page, 'shared-1').focus();
  // The second of waiting for another arrow runs out between two digits.
  await page.keyboard.press('ArrowDown');
  await expectOneStep(page, async () => {
    await units.press('Control+a');
    await page.keyboard.type('2');
    await page.clock.runFor(2000);
    await page.keyboard.type('4');
    await page.keyboard.press('Tab');
  });
});

test('a document begins on a data set with tasks that can be trained, and what was worked on before is listed and opened again', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await page.getByRole('textbox', { name: 'Title' }).fill('Worked on');
  await page.getByRole('button', { name: 'New or open' }).click();
  await expectOneStep(page, () => page.getByRole('menuitem', { name: 'Palmer penguins', exact: true }).click());
  await expectIdle(page);
  expect((await projectOf(page)).tasks.map(({ name }) => name)).toEqual(['Species', 'Male']);
  await page.getByRole('button', { name: 'New or open' }).click();
  await page
    .getByRole('menuitem', { name: /^Worked on/ })
    .first()
    .click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Worked on');
  expect((await projectOf(page)).data.dataset).toBe('toys');
});
