import { expect, type Locator, type Page } from 'playwright/test';
import { largeGraph } from '../bench/page-work/large-graph.ts';
import { type Point, placeOnCanvas } from './canvas.ts';
import { reopen, test } from './shared-page.ts';

/** Cards and tasks that come into the page within one frame, the most of any; counted until the page is quiet. */
interface Arrivals {
  cards: number;
  tasks: number;
}

/** Opens a document that nobody waits to be prepared, and counts what every frame adds until nothing more comes. */
const openCounted = (page: Page, project: unknown): Promise<Arrivals> =>
  page.evaluate(async (document_) => {
    const most = { cards: 0, tasks: 0 };
    const count = (selector: string): number => document.querySelectorAll(selector).length;
    let before = { cards: 0, tasks: 0 };
    void window.playground?.load({ project: document_ });
    for (let quiet = 0; quiet < 10; ) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = { cards: count('.react-flow__node'), tasks: count('[data-task].task-card') };
      quiet = now.cards === before.cards && now.tasks === before.tasks ? quiet + 1 : 0;
      most.cards = Math.max(most.cards, now.cards - before.cards);
      most.tasks = Math.max(most.tasks, now.tasks - before.tasks);
      before = now;
    }
    return most;
  }, project);

/** How many cards the document has in the part of the canvas that is seen, and how many are drawn. */
const inView = async (page: Page, nodes: readonly { readonly position: Point }[]): Promise<{ seen: number; drawn: number }> => {
  const pane = await page.locator('.react-flow').boundingBox();
  if (!pane) throw new Error('no canvas');
  const from = await placeOnCanvas(page, pane);
  const to = await placeOnCanvas(page, { x: pane.x + pane.width, y: pane.y + pane.height });
  const seen = nodes.filter(({ position: { x, y } }) => x < to.x && x + 140 > from.x && y < to.y && y + 76 > from.y).length;
  return { seen, drawn: await page.locator('.react-flow__node').count() };
};

const expectWhatIsSeen = (page: Page, nodes: readonly { readonly position: Point }[]): Promise<void> =>
  expect
    .poll(async () => {
      const { seen, drawn } = await inView(page, nodes);
      return drawn - seen;
    })
    .toBe(0);

/** Where a place on the canvas is on the screen. */
async function placeOnScreen(page: Page, { x, y }: Point): Promise<Point> {
  const [from, to] = [await placeOnCanvas(page, { x: 0, y: 0 }), await placeOnCanvas(page, { x: 100, y: 100 })];
  return { x: (100 * (x - from.x)) / (to.x - from.x), y: (100 * (y - from.y)) / (to.y - from.y) };
}

test('of a network of two thousand layers the cards that can be read are drawn, a few per frame, and a drag moves its card alone', async ({
  shared: page,
}) => {
  const readable = largeGraph(370);
  const arrivals = await openCounted(page, readable);
  expect(arrivals.cards).toBeGreaterThan(0);
  expect(arrivals.cards).toBeLessThanOrEqual(28);
  await expectWhatIsSeen(page, readable.graph.nodes);

  const whole = largeGraph(1990);
  // Nobody trains it: without a wire to its head no worker has to prepare it.
  const project = { ...whole, graph: { ...whole.graph, edges: whole.graph.edges.slice(0, -1) } };
  const { nodes } = project.graph;
  await openCounted(page, project);
  const crowd = page.locator('.ed-crowd-cards');
  const cardsIn = (paths: Locator): Promise<number> =>
    paths.evaluateAll(
      (all) =>
        all
          .map((path) => path.getAttribute('d') ?? '')
          .join('')
          .split('M').length - 1,
    );
  await expect.poll(() => cardsIn(crowd)).toBe(nodes.length);
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
  await expect(page.locator('.ed-crowd-wires')).toHaveAttribute('d', /^M/);

  const chosen = nodes[995];
  if (!chosen) throw new Error('no node in the middle');
  const there = await placeOnScreen(page, { x: chosen.position.x + 70, y: chosen.position.y + 38 });
  await page.mouse.click(there.x, there.y);
  await expect(page.locator(`.react-flow__node[data-id="${chosen.id}"]`)).toBeVisible();
  await expect(crowd).toHaveCount(0);
  await expectWhatIsSeen(page, nodes);
  const few = (await inView(page, nodes)).drawn;
  expect(few).toBeLessThan(60);
  // Near enough to be read, cards say what they are.
  await expect(page.locator('.react-flow__node .ed-card-name')).toHaveCount(few);

  await expect.poll(() => cardsIn(page.locator('.ed-overview-nodes'))).toBe(nodes.length);

  const pane = await page.locator('.react-flow__pane').boundingBox();
  if (!pane) throw new Error('no canvas');
  const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 };
  const id = await page.locator('.react-flow__node').evaluateAll((cards, { x, y }) => {
    const distance = (card: Element): number => {
      const { left, top, width, height } = card.getBoundingClientRect();
      return Math.hypot(left + width / 2 - x, top + height / 2 - y);
    };
    return [...cards].sort((a, b) => distance(a) - distance(b))[0]?.getAttribute('data-id') ?? '';
  }, middle);
  const box = await page.locator(`.react-flow__node[data-id="${id}"]`).boundingBox();
  if (!box) throw new Error('no card');
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 3 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 8, { steps: 3 });
  const touched = page.evaluate(
    () =>
      new Promise<{ cards: string[]; added: number }>((done) => {
        const cards = new Set<string>();
        let added = 0;
        const observer = new MutationObserver((changes) => {
          for (const { target, type, addedNodes } of changes) {
            const element = target instanceof Element ? target : target.parentElement;
            const card = element?.closest('.react-flow__node')?.getAttribute('data-id');
            if (card) cards.add(card);
            if (type === 'childList') added += addedNodes.length;
          }
        });
        const root = document.querySelector('.react-flow__nodes');
        if (root) observer.observe(root, { attributes: true, childList: true, subtree: true });
        addEventListener('pointermove', function heard() {
          if (cards.size === 0) return;
          removeEventListener('pointermove', heard);
          requestAnimationFrame(() => {
            observer.disconnect();
            done({ cards: [...cards], added });
          });
        });
      }),
  );
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 6 });
  expect(await touched).toEqual({ cards: [id], added: 0 });
  await page.mouse.up();
  await reopen(page, 'toy-related');
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
});

test('sixty-four tasks come a few cards at a time, all of them', async ({ shared: page }) => {
  const arrivals = await openCounted(page, largeGraph(200, 64));
  expect(arrivals.tasks).toBeLessThanOrEqual(12);
  await expect(page.locator('[data-task].task-card')).toHaveCount(64);
  await reopen(page, 'toy-related');
});
