import { expect, type Locator, type Page } from 'playwright/test';
import { type LooseNode, projectOf } from './shared-page.ts';

export const nodeOf = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
export const bubble = (page: Page): Locator => page.locator('.ed-bubble');
export const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Parameters of the selection' });

/** The dot on a node's card where wires begin (`out`) or end (a port). */
const dot = (page: Page, id: string, handle: string): Locator =>
  nodeOf(page, id).locator(`.react-flow__handle[data-handleid="${handle}"]`);

export interface Point {
  readonly x: number;
  readonly y: number;
}

export async function middleOf(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  if (!box) throw new Error('nothing to aim at');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Whether the whole of it can be hit: no drawer, bar or other card lies over its middle or the middles of its sides. */
export const isUncovered = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const points = [
      [0.5, 0.5],
      [0.1, 0.5],
      [0.9, 0.5],
      [0.5, 0.1],
      [0.5, 0.9],
    ] as const;
    return points.every(([x, y]) => element.contains(document.elementFromPoint(left + x * width, top + y * height)));
  });

/** Inputs whose value, and parts whose content, is wider than they are. */
export const cutOff = (drawer: Locator): Promise<string[]> =>
  drawer.evaluate((root) =>
    [...root.querySelectorAll<HTMLElement>('input, .ed-inspector-body, .ed-about, .ed-fields, .ed-facts')]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth)
      .map((element) => (element instanceof HTMLInputElement ? element.value : element.className)),
  );

/** A place on the canvas where nothing is: low on the left. */
export async function emptyPlace(page: Page): Promise<Point> {
  const box = await page.locator('.react-flow__pane').boundingBox();
  if (!box) throw new Error('no canvas');
  return { x: box.x + 110, y: box.y + box.height * 0.72 };
}

/** Until the canvas's picture has not moved for longer than it waits before it frames what has changed. */
export const untilStill = (page: Page): Promise<void> =>
  page.locator('.react-flow__viewport').evaluate(
    (viewport) =>
      new Promise((done) => {
        let timer = setTimeout(() => done(), 600);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(() => done(), 600);
        });
        observer.observe(viewport, { attributes: true, attributeFilter: ['style'] });
      }),
  );

/** Where a place on the screen lies on the canvas, whose picture may move as soon as something is put down there. */
export const placeOnCanvas = (page: Page, { x, y }: Point): Promise<Point> =>
  page.locator('.react-flow__viewport').evaluate(
    (viewport, at) => {
      const { a: zoom, e, f } = new DOMMatrix(getComputedStyle(viewport).transform);
      const { left, top } = viewport.parentElement?.getBoundingClientRect() ?? { left: 0, top: 0 };
      return { x: (at.x - left - e) / zoom, y: (at.y - top - f) / zoom };
    },
    { x, y },
  );

/** The middle of a card on the canvas, however the picture moves meanwhile. */
export const middleOnCanvas = (node: Locator): Promise<Point> =>
  node.evaluate((card) => {
    const { e, f } = new DOMMatrix(getComputedStyle(card).transform);
    const { width, height } = getComputedStyle(card);
    return { x: e + Number.parseFloat(width) / 2, y: f + Number.parseFloat(height) / 2 };
  });

/** Presses, moves in some steps, and leaves the button down. */
export async function pressAndMove(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await pressAndMove(page, from, to);
  await page.mouse.up();
}

/** Draws a wire from a node's output and holds it over another node's card. */
export async function holdWire(page: Page, from: string, to: string): Promise<void> {
  await pressAndMove(page, await middleOf(dot(page, from, 'out')), await middleOf(nodeOf(page, to)));
}

/** Draws a wire from a dot to a place and lets go. */
export async function dropWire(page: Page, from: string, handle: string, to: Point): Promise<void> {
  await drag(page, await middleOf(dot(page, from, handle)), to);
}

/** The node that the document has gained since `before`. */
export async function addedNode(page: Page, before: readonly LooseNode[]): Promise<LooseNode> {
  const known = new Set(before.map(({ id }) => id));
  await expect.poll(async () => (await projectOf(page)).graph.nodes.length).toBe(before.length + 1);
  const added = (await projectOf(page)).graph.nodes.find(({ id }) => !known.has(id));
  if (!added) throw new Error('no node was added');
  return added;
}

export async function openCategory(page: Page, name: string): Promise<void> {
  await page.getByRole('toolbar', { name: 'Layers to add' }).getByRole('button', { name, exact: true }).click();
}

export const paletteItem = (page: Page, key: string): Locator => page.locator(`[data-item="${key}"]`);
