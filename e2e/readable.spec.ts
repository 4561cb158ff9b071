import { expect, type Page } from 'playwright/test';
import { presets } from '../src/core/presets/registry.ts';
import { inWordsOf } from '../src/core/presets/task-names.ts';
import { canvasIn } from '../src/ui/app/pane-sizes.ts';
import { arrangedIn } from '../src/ui/editor/commands/arranged-in.ts';
import { pictureOf } from '../src/ui/editor/testing/picture-of.ts';
import { emptyPlace, nodeOf } from './canvas.ts';
import { drawn, loadChanged, projectOf, reopen, test } from './shared-page.ts';

const windows = [
  { width: 1440, height: 900, title: 11 },
  { width: 1920, height: 1080, title: 13 },
  { width: 390, height: 844, title: 11 },
  // Held across: the whole network, so that outputs are in view.
  { width: 844, height: 390, title: 9 },
];
const examples = ['digits-shared', 'scenes-transformer', 'mtan', 'speech-four'];

/** The canvas, the smallest title of a card on it in pixels of the screen, titles that are cut and words that are parted, and the cards that are not whole in it. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('.ed-canvas');
    const viewport = document.querySelector('.react-flow__viewport');
    if (!canvas || !viewport) throw new Error('no canvas');
    const { left, top, right, bottom, width, height } = canvas.getBoundingClientRect();
    const zoom = new DOMMatrix(getComputedStyle(viewport).transform).a;
    const names = [...document.querySelectorAll('.ed-card-name')];
    const linesOf = (text: Text, from: number, to: number): number => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return new Set([...range.getClientRects()].map(({ top: line }) => Math.round(line))).size;
    };
    const partedIn = (text: ChildNode | null): readonly string[] =>
      text instanceof Text
        ? [...text.data.matchAll(/[^\s-]+/g)].flatMap(({ 0: word, index }) =>
            linesOf(text, index, index + word.length) > 1 ? [word] : [],
          )
        : [];
    return {
      canvas: { width, height },
      zoom,
      title: Math.min(...names.map((name) => Number.parseFloat(getComputedStyle(name).fontSize))) * zoom,
      names: names.length,
      outside: [...document.querySelectorAll('.react-flow__node')].filter((card) => {
        const box = card.getBoundingClientRect();
        return box.left < left || box.right > right || box.top < top || box.bottom > bottom;
      }).length,
      parted: names.flatMap((name) => partedIn(name.firstChild)),
      /** Lines that say the least, which only cards that are seen large enough have. */
      quiet: [...document.querySelectorAll('.ed-card-quiet')].filter((line) => line.checkVisibility()).length,
      cut: names.filter((name) => name.scrollHeight > name.clientHeight + 2).map((name) => name.textContent),
    };
  });

test('what is worked out of windows and documents is what is seen: every title is large enough, every card whole in view', async ({
  shared: page,
}) => {
  const before = page.viewportSize();
  const levels = new Set<string>();
  for (const [first, id] of examples.entries()) {
    const preset = presets.find((item) => item.id === id);
    if (!preset) throw new Error(`no example ${id}`);
    // Each is opened in another window, and from there it is seen in all the others: it is arranged for the canvas that there is.
    for (const [nth, { width, height, title }] of [...windows.slice(first), ...windows.slice(0, first)].entries()) {
      await page.setViewportSize({ width, height });
      await drawn(page);
      const network = page.locator('.phone > .mantine-SegmentedControl-root').getByText('Network', { exact: true });
      if (await network.isVisible()) await network.click();
      if (nth === 0) await reopen(page, id);
      const expected = pictureOf(
        arrangedIn(inWordsOf('en', preset.project()), canvasIn({ width, height })),
        canvasIn({ width, height }),
      );
      const where = `${id} at ${width} × ${height}`;
      const asExpected = ({ title: size, outside }: Awaited<ReturnType<typeof seen>>) =>
        outside === 0 && Math.abs(size / expected.title - 1) < 0.02;
      await expect.poll(async () => asExpected(await seen(page)), where).toBe(true);
      const found = await seen(page);
      expect(found.title, where).toBeGreaterThanOrEqual(title);
      expect(found.outside, where).toBe(0);
      expect(found.cut, where).toEqual([]);
      const near = found.zoom >= 0.8;
      levels.add(near ? 'near' : 'far');
      expect(found.quiet > 0, where).toBe(near);
      expect(found.parted, where).toEqual([]);
      expect(found.names, where).toBe((await projectOf(page)).graph.nodes.length);
      expect(Math.abs(found.canvas.width - canvasIn({ width, height }).width), where).toBeLessThanOrEqual(2);
      expect(Math.abs(found.canvas.height - canvasIn({ width, height }).height), where).toBeLessThanOrEqual(2);
      expect(Math.abs(found.title / expected.title - 1), where).toBeLessThan(0.02);
    }
  }
  expect([...levels].sort()).toEqual(['far', 'near']);
  if (before) await page.setViewportSize(before);
});

test('a click on the canvas leaves the picture to itself: in another window all is in view again; and so it is beside a card put far away', async ({
  shared: page,
}) => {
  const before = page.viewportSize();
  await reopen(page, 'toy-related');
  const placesOf = async () => (await projectOf(page)).graph.nodes.map(({ position }) => position);
  const tall = await placesOf();
  const { x, y } = await emptyPlace(page);
  await page.mouse.click(x, y);
  await page.setViewportSize({ width: 1200, height: 640 });
  await drawn(page);
  await expect.poll(async () => (await seen(page)).outside).toBe(0);
  if (before) await page.setViewportSize(before);

  // As long as no hand has moved a card, the network is arranged for the canvas that there is; that is no edit.
  await expect.poll(placesOf).toEqual(tall);
  await page.setViewportSize({ width: 1900, height: 480 });
  await expect.poll(placesOf).not.toEqual(tall);
  await expect.poll(async () => (await seen(page)).outside).toBe(0);
  await nodeOf(page, 'shared-1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  const moved = await placesOf();
  if (before) await page.setViewportSize(before);
  await page.waitForFunction(() => (document.querySelector('.ed-canvas')?.clientHeight ?? 0) > 800);
  await expect.poll(async () => (await seen(page)).outside).toBe(0);
  expect(await placesOf()).toEqual(moved);

  // Nor does it matter how soon the window changes after a document is opened in one that has just changed itself.
  await reopen(page, 'toy-related');
  await expect.poll(placesOf).toEqual(tall);
  await page.setViewportSize({ width: 1900, height: 480 });
  await page.evaluate(async () => {
    void window.playground?.load({ preset: 'toy-conflicting' });
    const isThere = () => JSON.stringify(window.playground?.project()).includes('Two conflicting tasks');
    while (!isThere()) await new Promise(requestAnimationFrame);
  });
  if (before) await page.setViewportSize(before);
  const conflicting = presets.find(({ id }) => id === 'toy-conflicting');
  if (!conflicting || !before) throw new Error('no example or no window');
  const { nodes } = arrangedIn(inWordsOf('en', conflicting.project()), canvasIn(before)).graph;
  await expect.poll(placesOf).toEqual(nodes.map(({ position }) => position));

  for (const away of [6000, 1e15]) {
    await reopen(page, 'toy-related');
    await loadChanged(page, (project) => ({
      ...project,
      graph: {
        ...project.graph,
        nodes: project.graph.nodes.map((node, i) => (i === 1 ? { ...node, position: { x: away, y: 0 } } : node)),
      },
    }));
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(async () => (await seen(page)).outside).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: /^Arrange/ }).click();
    await expect.poll(async () => (await seen(page)).outside).toBe(0);
  }
  await reopen(page, 'toy-related');
});
