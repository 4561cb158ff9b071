import { expect, type Page } from 'playwright/test';
import { figuresOf, metric, openTab, percent, said, trainFor, verdicts } from './displays.ts';
import { reopen, test } from './shared-page.ts';

interface Shown {
  readonly text: string;
  /** x, y, width, height in percent of the picture. */
  readonly truth: readonly number[] | null;
  readonly predicted: readonly number[] | null;
}

/** What the presence-and-box task says of each sample, and the boxes that are drawn. */
const boxes = (page: Page): Promise<Shown[]> =>
  page
    .getByTestId('sample-grid')
    .locator('.sample-cell')
    .evaluateAll((all) =>
      all.map((cell) => {
        const drawn = (which: string): number[] | null => {
          const rect = cell.querySelector(`[data-box="${which}"] rect`);
          return rect && ['x', 'y', 'width', 'height'].map((name) => Number(rect.getAttribute(name)));
        };
        const text =
          cell.querySelector('.verdict[data-kind="box"] > span[aria-hidden="true"]:not(.task-mark)')?.textContent ?? '';
        return { text, truth: drawn('truth'), predicted: drawn('predicted') };
      }),
    );

function overlap(
  [ax = 0, ay = 0, aw = 0, ah = 0]: readonly number[],
  [bx = 0, by = 0, bw = 0, bh = 0]: readonly number[],
): number {
  const width = Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx));
  const height = Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by));
  return (width * height) / (aw * ah + bw * bh - width * height);
}

test('presence and box: both boxes are drawn where the digit is there and found, with the overlap of what is drawn; none where it is not', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-clutter');
  await openTab(page, 'Predictions');
  await trainFor(page, 150);
  const settled = async () => (await boxes(page)).filter(({ text }) => text === 'not there ✓').length;
  await expect.poll(settled).toBeGreaterThan(0);
  const shown = await boxes(page);
  expect(shown).toHaveLength(12);
  for (const { text, truth, predicted } of shown) {
    if (truth && predicted) {
      const [, iou = 'none'] = /^IoU (\d\.\d\d)$/.exec(text) ?? [];
      expect(Math.abs(Number(iou) - overlap(truth, predicted)), text).toBeLessThan(0.006);
    } else expect(text).toBe(`${predicted ? 'there' : 'not there'} ${truth || predicted ? '✗' : '✓'}`);
  }
  expect(shown.filter(({ truth, predicted }) => truth && predicted).length).toBeGreaterThan(3);
  await openTab(page, 'Metrics');
  const { box } = await figuresOf(page);
  await expect(metric(page, 'box', 'meanIou')).toHaveText(percent(box?.meanIou));
});

/** The mean squared difference, 0 … 1 a pixel, between each sample's picture and what was drawn again, read from the page. */
const pixelErrors = (page: Page): Promise<number[]> =>
  page
    .getByTestId('sample-grid')
    .locator('.sample-cell')
    .evaluateAll((all) =>
      all.map((cell) => {
        const [given, drawn] = [...cell.querySelectorAll('canvas')].map(
          (canvas) => canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [],
        );
        if (!given || !drawn) return Number.NaN;
        let sum = 0;
        for (let i = 0; i < given.length; i += 4) sum += (((given[i] ?? 0) - (drawn[i] ?? 0)) / 255) ** 2;
        return sum / (given.length / 4);
      }),
    );
const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('reconstruction: what is drawn again comes nearer to the picture, and the error beside it is that of the pixels', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-vision');
  await openTab(page, 'Predictions');
  await expect.poll(async () => (await pixelErrors(page)).length).toBe(18);
  const before = average(await pixelErrors(page));
  expect(before).toBeGreaterThan(0.1);
  await trainFor(page, 120);
  await expect.poll(async () => average(await pixelErrors(page))).toBeLessThan(before / 2);
  const errors = await pixelErrors(page);
  const beside = await page.locator('.verdict-error').allTextContents();
  expect(beside).toHaveLength(18);
  beside.forEach((text, i) => {
    expect(Math.abs(Number(text.replace('MSE ', '')) - (errors[i] ?? 0)), text).toBeLessThan(0.002);
  });

  // Retrieval, on the same network: the neighbours of another sample are others, of its own class for the most part.
  const strip = page.locator('.neighbours[data-task="alike"] li');
  await expect(strip).toHaveCount(5);
  const choices = page.locator('.sample-choice');
  await expect(choices.nth(0)).toHaveAttribute('aria-pressed', 'true');
  const names = () => strip.locator('canvas').evaluateAll((all) => all.map((canvas) => canvas.getAttribute('aria-label')));
  const first = await names();
  await choices.nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(choices.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(choices.nth(0)).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(names).not.toEqual(first);
  const digit = await verdicts(page, 'digit').nth(1).getAttribute('title');
  const [, truth = '?'] = /truth (\d)/.exec(digit ?? '') ?? [];
  await expect
    .poll(
      async () =>
        (await strip.locator('.figure').allTextContents()).filter((text) => text.startsWith(truth) && text.includes('✓')).length,
    )
    .toBeGreaterThan(2);

  await openTab(page, 'Metrics');
  const { alike } = await figuresOf(page);
  expect(alike?.recallAt5).toBeGreaterThan(0.6);
  await expect(metric(page, 'alike', 'recallAt5')).toHaveText(percent(alike?.recallAt5));
});

test('several labels: every digit with its probability, those that are predicted named, the true ones beside them', async ({
  shared: page,
}) => {
  await reopen(page, 'two-digits-lenet');
  await page.evaluate(async () => {
    const project = JSON.parse(JSON.stringify(window.playground?.project()));
    const [left, ...others] = project.tasks;
    await window.playground?.load({
      project: { ...project, tasks: [{ ...left, target: 'both', kind: 'multiLabel' }, ...others] },
    });
  });
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
  await openTab(page, 'Predictions');
  await trainFor(page, 60);
  const labels = said(page, 'left');
  await expect(labels.first()).toHaveText(/^(–|\d(, \d)*)( ✓| ✗ \d(, \d)?)$/);
  const texts = await labels.allTextContents();
  // Two digits were put over one another, now and then the same twice.
  for (const text of texts) expect(text).toMatch(/✓|✗ \d(, \d)?$/);
  await openTab(page, 'Metrics');
  const { left } = await figuresOf(page);
  await expect(metric(page, 'left', 'hammingAccuracy')).toHaveText(percent(left?.hammingAccuracy));
});
