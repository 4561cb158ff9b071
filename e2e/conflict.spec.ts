import { expect, type Locator, type Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { loadEndless, projectOf, reopen, test, undo } from './shared-page.ts';
import { trainSteps, untilThere } from './support.ts';

/** How something is done: by a click, or by a key where the focus is. */
type Hand = (what: Locator, key: 'Enter' | 'Space') => Promise<void>;

const hands: Readonly<Record<'mouse' | 'keyboard', Hand>> = {
  mouse: (what) => what.click(),
  keyboard: async (what, key) => {
    await what.focus();
    await what.press(key);
  },
};

/** From two tasks that pull apart to one layer less that they share, and back. */
async function journey(page: Page, by: 'mouse' | 'keyboard'): Promise<void> {
  const hand = hands[by];
  /** Of a segmented control: a click on its label, or the key on the radio itself. */
  const choose = async (group: string, name: string): Promise<void> => {
    const radio = page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true });
    if (by === 'keyboard') await hand(radio, 'Space');
    else await page.getByRole('radiogroup', { name: group }).getByText(name, { exact: true }).click();
  };
  await reopen(page, 'toy-conflicting');
  await loadEndless(page);
  await hand(page.getByRole('tab', { name: 'Conflict', exact: true }), 'Enter');
  await hand(page.getByRole('button', { name: 'Train', exact: true }), 'Enter');
  const negative = page.locator('.conflict-matrix td[data-sign="apart"]').first();
  await expect(negative).toContainText('−', { timeout: 30_000 });

  // Another method while it trains: its weights, a flag, and what the tasks count at their heads.
  const method = page.getByRole('combobox', { name: 'Balancing', exact: true });
  if (by === 'keyboard') {
    await method.focus();
    await page.keyboard.type('pcgr');
    const offered = page.getByRole('listbox', { name: 'Balancing' }).getByRole('option');
    await expect(offered).toHaveCount(1);
    // The list forgets what a key chose where it has only just opened.
    await expect(async () => {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(offered).toHaveCount(0, { timeout: 500 });
    }).toPass();
  } else {
    await method.click();
    await page.getByRole('option', { name: 'Projecting conflicts (PCGrad)' }).click();
  }
  await expect(method).toHaveValue('Projecting conflicts (PCGrad)');
  await choose('Quantity', 'Weights');
  await expect(page.locator('.marker-balancing')).toHaveCount(1);
  await expect(page.locator('.curve-nominal')).toHaveCount(2);
  await expect(page.locator('.ed-head-weight')).toHaveCount(2);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');

  // Where it happens, in words and on the canvas.
  await choose('What is shown', 'Layers');
  const colour = page.getByRole('switch', { name: 'Colour the canvas' });
  await hand(colour, 'Space');
  await expect(page.locator('.ed-conflict-share')).toHaveCount(3);
  const worst = page.locator('.conflict-layers li').first();
  await expect(worst).toContainText(/pull apart in \d+.?% of \d+ measured steps/, { timeout: 30_000 });

  const before = (await projectOf(page)).graph.nodes.length;
  await hand(worst.getByRole('button', { name: /^Split .* per task$/ }), 'Enter');
  await expect.poll(async () => (await projectOf(page)).graph.nodes.length).toBeGreaterThan(before);
  if (by === 'keyboard') await page.keyboard.press('Control+z');
  else await undo(page);
  await expect.poll(async () => (await projectOf(page)).graph.nodes.length).toBe(before);

  await choose('Quantity', 'Loss');
  await hand(colour, 'Space');
  await expect(page.locator('.ed-conflict-share')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
  await page.evaluate(() => window.playground?.pause());
}

test('from two conflicting tasks to the layer that should be split, by mouse and by keyboard', async ({ shared: page }) => {
  await test.step('by mouse', () => journey(page, 'mouse'));
  await test.step('by keyboard', () => journey(page, 'keyboard'));
});

/** What stands in the first cell of a matrix between two tasks, as a number. */
const cellOf = async (page: Page): Promise<number> => {
  const cell = page.locator('.conflict-matrix').first().locator('tbody tr').first().locator('td').last();
  const text = await cell.evaluate((td) => td.firstChild?.textContent ?? '');
  return Number(text.replace('−', '-'));
};

/** The node that is chosen on the canvas shows its own gradients. */
async function ofOneNode(page: Page): Promise<void> {
  const scope = page.getByRole('combobox', { name: 'Over' });
  await expect(scope).toHaveValue('');
  const cosineOf = (node?: string): Promise<number> =>
    page.evaluate(async (id) => {
      const found = await window.playground?.conflict(id === undefined ? {} : { node: id });
      return found?.cosine[0]?.[1] ?? Number.NaN;
    }, node);
  await expect.poll(async () => Math.abs((await cellOf(page)) - (await cosineOf()))).toBeLessThan(0.006);
  const nodes = await scope
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value).filter(Boolean));
  expect(nodes.length).toBeGreaterThan(1);
  const cosines: number[] = [];
  for (const node of nodes) {
    await page.locator(`.react-flow__node[data-id="${node}"]`).click();
    await expect(scope).toHaveValue(node);
    cosines.push(await cosineOf(node));
    await expect.poll(async () => Math.abs((await cellOf(page)) - (cosines.at(-1) ?? Number.NaN))).toBeLessThan(0.006);
  }
  expect(new Set(cosines).size).toBe(nodes.length);
  await scope.selectOption('');
}

/** Affinity as it is tried out, which is asked for. */
async function exactly(page: Page): Promise<void> {
  const source = page.getByRole('radiogroup', { name: 'How it is found' });
  await source.getByText('Exact', { exact: true }).click();
  await expect(page.locator('.conflict-matrix')).toHaveCount(0);
  await page.getByRole('button', { name: 'Try out on 10 batches' }).press('Enter');
  await expect(page.getByText(/^Tried out on 10 batches at step 600/)).toBeVisible();
  const known = await page.evaluate(() => window.playground?.affinity({ exact: true }));
  const shown = await page.locator('.conflict-matrix tbody td').allInnerTexts();
  const signs = shown.map((text) => (/[−-]/.test(text) ? -1 : 1));
  expect(signs).toEqual(known?.matrix.flat().map((value) => Math.sign(value ?? Number.NaN)));
  await source.getByText('From gradients', { exact: true }).click();
}

/** One picture for each task, of the same points, which move with training. */
async function movingScatters(page: Page): Promise<void> {
  const scatters = page.locator('.conflict-scatter > svg');
  await expect(scatters).toHaveCount(2);
  const places = (index: number): Promise<string> =>
    scatters
      .nth(index)
      .evaluate((svg) =>
        [...svg.querySelectorAll('text, circle')]
          .map((sign) => ['x', 'y', 'cx', 'cy'].map((name) => sign.getAttribute(name)).join())
          .join(' '),
      );
  const [before, other] = [await places(0), await places(1)];
  expect(before.split(' ').length).toBeGreaterThan(100);
  expect(other).toBe(before);
  await trainSteps(page, 400);
  await expect.poll(() => places(0)).not.toBe(before);
  await expect.poll(async () => (await places(1)) === (await places(0))).toBe(true);
}

/** A step for one task alone is taken, seen, and taken back; a second one stays, so that its figures are there. */
async function stepAlone(page: Page): Promise<void> {
  const alone = page.getByRole('region', { name: 'Step one task alone' });
  const back = alone.getByRole('button', { name: 'Back to the weights before' });
  const predictions = () => page.evaluate(() => window.playground?.predict([0.3, 0.4, -0.5, 0.2], 2));
  const before = await predictions();
  await expect(back).toBeDisabled();
  await alone.getByRole('button', { name: 'Step for Half-plane A' }).click();
  const rows = alone.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('−');
  await expect(page.locator('.marker-alone')).toHaveCount(1);
  expect(await predictions()).not.toEqual(before);
  await back.focus();
  await back.press('Enter');
  await expect(page.locator('.marker-alone')).toHaveCount(0);
  await expect(rows).toHaveCount(0);
  expect(await predictions()).toEqual(before);
  await alone.getByRole('button', { name: 'Step for Half-plane B' }).press('Enter');
  await expect(rows).toHaveCount(2);
}

test('what it shows is accessible in both themes, with the canvas in its colours', async ({ shared: page }) => {
  await reopen(page, 'toy-conflicting');
  await page.getByRole('tab', { name: 'Conflict', exact: true }).click();
  // Once before the first step, and once after the last: enough for a line.
  await untilThere(page, '.conflict-matrix');
  await trainSteps(page, 600);
  for (const view of ['Gradients', 'Layers', 'Affinity', 'Representation']) {
    await page.getByRole('radiogroup', { name: 'What is shown' }).getByText(view, { exact: true }).click();
    if (view === 'Affinity') {
      await exactly(page);
      await stepAlone(page);
    }
    if (view === 'Layers') await page.getByRole('switch', { name: 'Colour the canvas' }).click();
    const ready = {
      Gradients: '.conflict-lines',
      Layers: '.ed-conflict-share',
      Affinity: '.conflict-alone tr',
      Representation: '.conflict-scatter > svg',
    };
    await untilThere(page, Object.entries(ready).find(([name]) => name === view)?.[1] ?? '');
    // Both kinds of likeness over time, and no line without a name.
    if (view === 'Gradients') {
      await expect(page.locator('.conflict-lines polyline title')).toHaveCount(2);
      await ofOneNode(page);
    }
    if (view === 'Representation') await movingScatters(page);
    if (view === 'Affinity') {
      const before = await projectOf(page);
      await page.getByRole('combobox', { name: 'Networks' }).selectOption('2');
      await page.getByRole('button', { name: 'Split so' }).click();
      await expect.poll(async () => (await projectOf(page)).graph.nodes.length).toBeGreaterThan(before.graph.nodes.length);
      await undo(page);
      await expect.poll(() => projectOf(page)).toEqual(before);
    }
    await expectAccessible(page, view === 'Layers' ? 'main' : '.insights');
  }
  await page.getByRole('radiogroup', { name: 'What is shown' }).getByText('Layers', { exact: true }).click();
  await page.getByRole('switch', { name: 'Colour the canvas' }).click();
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
});
