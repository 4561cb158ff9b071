import { expect, type Locator, type Page } from 'playwright/test';
import { inspector, nodeOf } from './canvas.ts';
import { countRenders } from './commits.ts';
import { openTab } from './displays.ts';
import { loadEndless, reopen, test } from './shared-page.ts';
import { expectIdle, openPage, trainSteps } from './support.ts';

const pictureOf = (page: Page, node: string): Locator => nodeOf(page, node).locator('.ed-picture-view');
const pictures = (page: Page): Locator => page.locator('.react-flow__node .ed-picture-view');
const toggle = (page: Page): Locator => page.getByRole('button', { name: 'Pictures of what layers have learned' });

/** What a picture says in words. */
const saidBy = async (page: Page, node: string): Promise<string> =>
  (await pictureOf(page, node).getAttribute('aria-label')) ?? '';

/** All pixels of a drawn picture, and how many of them are not clear. */
const pixelsOf = (page: Page, node: string): Promise<{ readonly all: string; readonly painted: number }> =>
  pictureOf(page, node)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      const values = Array.from(data);
      return { all: values.join(), painted: values.filter((value, i) => i % 4 === 3 && value > 0).length };
    });

const percentagesIn = (text: string): number[] => [...text.matchAll(/(\d+)\s?%/g)].map(([, number]) => Number(number));

test('a Dense layer on an image shows its filters before the first step, and they change with the weights', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  await expect(pictures(page)).toHaveCount(1);
  await expect(pictureOf(page, 'shared')).toHaveRole('img');
  expect(await saidBy(page, 'shared')).toContain('8 of 256 filters');
  const before = await pixelsOf(page, 'shared');
  expect(before.painted).toBeGreaterThan(8 * 28 * 28);
  await trainSteps(page, 30);
  await expect.poll(async () => (await pixelsOf(page, 'shared')).all).not.toBe(before.all);
});

/** The colours of a drawn picture where it is opaque. */
const inksOf = (page: Page, node: string): Promise<string[]> =>
  pictureOf(page, node)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      const colours = new Set<string>();
      for (let i = 0; i < data.length; i += 4) {
        // What is nearly clear is stored with too few bits to tell its colour.
        if ((data[i + 3] ?? 0) > 250) colours.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
      }
      return [...colours];
    });

test('pictures have brighter inks in the dark theme, and change with it at once', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await expect(pictures(page)).toHaveCount(1);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = ['172 90 250', '180 252 37'];
  await expect.poll(() => inksOf(page, 'shared')).toEqual(expect.arrayContaining(dark));
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => inksOf(page, 'shared')).toEqual(expect.arrayContaining(['163 80 240', '79 153 27']));
});

test('the inspector shows all filters of the selected layer, larger', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await nodeOf(page, 'shared').click({ position: { x: 60, y: 20 } });
  const learned = inspector(page).getByRole('region', { name: 'What it has learned' });
  await expect(learned.getByRole('img', { name: /256 filters/ })).toBeVisible();
  await expect(learned).toContainText('256 filters');
});

test('gates say how open each way is: percentages that sum to a hundred, and change', async ({ shared: page }) => {
  await reopen(page, 'mmoe');
  await expect(pictures(page)).toHaveCount(2);
  const sums = async () => {
    for (const gate of ['y1-gate', 'y2-gate']) {
      const shares = percentagesIn(await saidBy(page, gate));
      expect(shares).toHaveLength(4);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
    }
  };
  await sums();
  const before = await saidBy(page, 'y1-gate');
  await trainSteps(page, 200);
  await expect.poll(() => saidBy(page, 'y1-gate')).not.toBe(before);
  // What each task comes to stands on its head, here how far it is off.
  for (const task of ['y1', 'y2'])
    await expect(nodeOf(page, `${task}-head`).getByTestId(`metric-${task}`)).toHaveText(/^MAE [\d.]+$/);
  await sums();
  // Experts × tasks: what every task takes of each expert, beside one another.
  await page.locator('.react-flow__node[data-id="y1-gate"]').click();
  const matrix = page.getByTestId('gate-matrix');
  await expect(matrix.getByRole('columnheader')).toHaveText([/First/, /Second/]);
  for (const [column, gate] of ['y1-gate', 'y2-gate'].entries()) {
    const cells = await matrix.locator(`tbody tr td:nth-child(${column + 2})`).allTextContents();
    expect(cells.map((cell) => Number.parseInt(cell, 10))).toEqual(percentagesIn(await saidBy(page, gate)));
  }
});

/** The numbers of a parameter in a safetensors file of the run's weights. */
const exported = (page: Page, name: string): Promise<number[]> =>
  page.evaluate(async (parameter) => {
    const file = await window.playground?.exportModel('safetensors');
    const bytes = (await file?.arrayBuffer()) ?? new ArrayBuffer(0);
    const length = Number(new DataView(bytes).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
    const [from, to] = header[parameter].data_offsets;
    return [...new Float32Array(bytes.slice(8 + length + from, 8 + length + to))];
  }, name);

test('a cross-stitch shows its coefficients as numbers: those of the weights', async ({ shared: page }) => {
  await reopen(page, 'cross-stitch');
  await expect(pictureOf(page, 'left-stitch-1').locator('.ed-coefficient')).toHaveText(['0.90', '0.10']);
  await trainSteps(page, 20);
  const weights = (await exported(page, 'left-stitch-1/coefficients')).map((value) => value.toFixed(2));
  expect(weights).not.toEqual(['0.90', '0.10']);
  await expect(pictureOf(page, 'left-stitch-1').locator('.ed-coefficient')).toHaveText(weights);
  expect(await saidBy(page, 'left-stitch-1')).toContain(weights[0]);
});

test('a Transformer shows a map for every head, and a soft mask how open it is', async ({ shared: page }) => {
  await reopen(page, 'scenes-transformer');
  for (const block of ['shared', 'shape-block', 'present-block']) {
    await expect(pictureOf(page, block)).toHaveAttribute('aria-label', /4 of 4 heads.*Most attended: position \d+ \d+%/);
    expect((await pixelsOf(page, block)).painted).toBeGreaterThan(1000);
  }
  await reopen(page, 'scenes-attention');
  await expect(pictureOf(page, 'box-mask')).toHaveAttribute('aria-label', /8 × 8 places.*, \d+% open/);
});

test('words that a layer looks at are named', async ({ shared: page }) => {
  await reopen(page, 'news-headline');
  const labels = (): Promise<string[]> =>
    pictures(page).evaluateAll((all) => all.map((item) => item.getAttribute('aria-label') ?? ''));
  const named = async (): Promise<boolean> => (await labels()).some((text) => /Most attended: (?!position)\S+ \d+%/.test(text));
  await expect.poll(named).toBe(true);
});

declare global {
  interface Window {
    /** How often each kind of request was made of the worker. */
    asked?: Record<string, number>;
  }
}

/** Runs in the page: counts from now on. */
function countRequests(): void {
  const counts: Record<string, number> = {};
  window.asked = counts;
  Worker.prototype.postMessage = new Proxy(Worker.prototype.postMessage, {
    apply(post, worker, args) {
      const kind = args[0]?.request?.kind;
      if (kind) counts[kind] = (counts[kind] ?? 0) + 1;
      return Reflect.apply(post, worker, args);
    },
  });
}
const asked = (page: Page, kind = 'pictures'): Promise<number> => page.evaluate((name) => window.asked?.[name] ?? 0, kind);

/** Of what comes within half a second. */
const often = { intervals: [50] };

/** Trains until samples, which are fetched as often as pictures or more often, have been asked for twice more. */
async function trainAWhile(page: Page): Promise<void> {
  for (const _ of [1, 2]) {
    const before = await asked(page, 'samples');
    await trainSteps(page, 5);
    await expect.poll(() => asked(page, 'samples'), often).toBeGreaterThan(before);
  }
}

test('pictures can be switched off: nothing asks for them, cards stay where they are, and the next visit remembers', async ({
  page,
}) => {
  await page.addInitScript(countRequests);
  await openPage(page, '#preset=digits-shared&executor=wasm');
  await expect(pictures(page)).toHaveCount(1);
  const cards = () =>
    page.locator('.react-flow__node').evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).transform));
  const before = await cards();
  const count = await asked(page);
  expect(count).toBeGreaterThan(0);
  await trainSteps(page, 5);
  await expect.poll(() => asked(page), often).toBeGreaterThan(count);

  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'true');
  await toggle(page).focus();
  await page.keyboard.press('Enter');
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.ed-picture')).toHaveCount(0);
  expect(await cards()).toEqual(before);
  const silent = await asked(page);
  await trainAWhile(page);
  expect(await asked(page)).toBe(silent);

  await page.reload();
  await expectIdle(page);
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'false');
  expect(await asked(page)).toBe(0);
  await toggle(page).click();
  await expect(pictures(page)).toHaveCount(1);
});

test('a head on points in the plane shows what it answers there, anew while it trains, in either theme', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await expect(pictures(page)).toHaveCount(2);
  const head = 'planeA-head';
  expect(await saidBy(page, head)).toBe('What Half-plane A answers at each place of the plane');
  const drawn = async () => (await pixelsOf(page, head)).all;
  await expect.poll(async () => (await pixelsOf(page, head)).painted).toBe(128 * 128);
  const untrained = await drawn();
  await trainSteps(page, 200);
  await expect.poll(drawn).not.toBe(untrained);
  for (const task of ['planeA', 'planeB']) {
    await expect(nodeOf(page, `${task}-head`).getByTestId(`metric-${task}`)).toHaveText(/^\d[\d.]*%$/);
  }
  const light = await drawn();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(drawn).not.toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  await nodeOf(page, head).click({ position: { x: 60, y: 20 } });
  await expect(inspector(page).getByRole('region', { name: 'What it has learned' })).toContainText('the surer of “yes”');
});

test('a graph without anything to be seen inside is not asked', async ({ shared: page }) => {
  await reopen(page, 'penguins');
  await openTab(page, 'Predictions');
  await page.evaluate(countRequests);
  await trainAWhile(page);
  expect(await asked(page)).toBe(0);
});

test('while it trains, pictures are drawn on their own cards, and nothing else of the canvas is', async ({ page }) => {
  await countRenders(page);
  await page.addInitScript(countRequests);
  await openPage(page, '#preset=mmoe&executor=wasm');
  await loadEndless(page);
  await expectIdle(page);
  await expect(pictures(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // The first figures change what the cards are made of: heads show a loss, and the curves' chart arrives.
  await expect(nodeOf(page, 'y1-head')).toContainText('loss');
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  const begun = await asked(page);
  await expect.poll(async () => (await asked(page)) - begun).toBeGreaterThanOrEqual(2);
  const label = await saidBy(page, 'y1-gate');
  const counts = () => page.evaluate(() => ({ renders: { ...window.renders }, asked: window.asked?.pictures ?? 0 }));
  const before = await counts();
  await expect.poll(async () => (await asked(page)) - before.asked).toBeGreaterThanOrEqual(3);
  await expect.poll(() => saidBy(page, 'y1-gate')).not.toBe(label);
  const after = await counts();
  const more = (region: string): number => (after.renders[region] ?? 0) - (before.renders[region] ?? 0);
  expect([more('page'), more('canvas'), more('dataColumn')]).toEqual([0, 0, 0]);
  expect(more('pictures')).toBeGreaterThan(0);
  // One was on its way when the count began.
  expect(more('pictures')).toBeLessThanOrEqual(after.asked - before.asked + 1);
  await page.evaluate(() => window.playground?.pause());
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');

  // Nor are they for what opens beside them.
  const resting = await counts();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  const opened = await counts();
  expect(opened.renders.page).toBeGreaterThan(resting.renders.page ?? 0);
  for (const region of ['canvas', 'dataColumn'])
    expect([region, opened.renders[region]]).toEqual([region, resting.renders[region]]);
});
