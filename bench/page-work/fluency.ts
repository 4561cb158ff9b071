import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { z } from 'zod';
import { ensureChromium } from '../../scripts/find-browsers.ts';
import { createStaticServer } from '../../scripts/static-server.ts';
import type {} from '../../src/ui/app/window.d.ts';
import { largeGraph } from './large-graph.ts';

/**
 * `npx tsx bench/page-work/fluency.ts [NODES,TASKS …]`: the longest tasks of the built page's main thread while a large network is opened,
 * edited, zoomed and dragged in Chromium. Beside the time on the clock stands the processor's, which does not depend on what else the
 * machine is doing. Prints a table and writes nothing.
 */
const given = process.argv.slice(2);
const sizes = (given.length > 0 ? given : ['500,2', '1990,2', '300,64']).map((size) => size.split(',').map(Number));

const dist = resolve(import.meta.dirname, '../../dist');

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().default(0),
      tdur: z.number().default(0),
      args: z.object({ name: z.unknown() }).partial().default({}),
    }),
  ),
});

/** Milliseconds, the longest first. */
const longest = (microseconds: readonly number[]): string =>
  [...microseconds]
    .sort((a, b) => b - a)
    .slice(0, 4)
    .map((time) => (time / 1000).toFixed(0).padStart(5))
    .join('');

/** Does something to a page and prints the longest tasks that this was for its main thread. */
async function measured(browser: Browser, page: Page, what: string, act: () => Promise<void>): Promise<void> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] });
  await act();
  await quiet(page);
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()));
  const isMain = new Set(
    traceEvents.flatMap(({ name, args, pid, tid }) =>
      name === 'thread_name' && args.name === 'CrRendererMain' ? [`${pid} ${tid}`] : [],
    ),
  );
  const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && isMain.has(`${pid} ${tid}`));
  const [clock, processor] = [tasks.map(({ dur }) => dur), tasks.map(({ tdur }) => tdur)];
  console.log(`${what.padEnd(28)} processor ${longest(processor)} ms   clock ${longest(clock)} ms`);
}

/** Until nothing has come into the page for twenty frames. */
const quiet = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    let elements = 0;
    for (let same = 0; same < 20; ) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = document.querySelectorAll('*').length;
      same = now === elements ? same + 1 : 0;
      elements = now;
    }
  });

async function measureSize(browser: Browser, url: string, nodes: number, tasks: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  // A first visit without a link begins to train by itself.
  await page.goto(`${url}#preset=digits-shared`);
  await page.waitForFunction(() => window.playground?.status().state === 'idle');
  await quiet(page);
  // Carrying it into the page is no work of the page.
  const project = await page.evaluateHandle((made) => made, largeGraph(nodes, tasks));
  const title = (what: string): string => `${nodes} nodes, ${tasks} tasks: ${what}`;
  await measured(browser, page, title('open'), () =>
    page.evaluate((opened) => {
      void window.playground?.load({ project: opened });
    }, project),
  );
  await measured(browser, page, title('weight'), () => page.evaluate(() => window.playground?.setTaskWeight('task-0', 2)));
  // Towards a card: what is in the middle may be empty, and there may be none in view.
  const cards = page.locator('.react-flow__node');
  if ((await cards.count()) === 0) {
    await page.close();
    return;
  }
  const aim = await cards.last().boundingBox();
  if (!aim) throw new Error('There is no card.');
  const [x, y] = [aim.x + aim.width / 2, aim.y + aim.height / 2];
  await measured(browser, page, title('zoom'), async () => {
    await page.mouse.move(x, y);
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -120);
  });
  await measured(browser, page, title('drag'), async () => {
    const card = await cards.first().boundingBox();
    if (!card) throw new Error('There is no card.');
    await page.mouse.move(card.x + card.width / 2, card.y + card.height / 2);
    await page.mouse.down();
    for (let i = 1; i <= 20; i++) await page.mouse.move(card.x + card.width / 2 + 4 * i, card.y + card.height / 2 + 2 * i);
    await page.mouse.up();
  });
  await measured(browser, page, title('undo'), () => page.keyboard.press('Control+z'));
  await page.close();
}

const server = createStaticServer(dist);
await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The server has no port.');
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
try {
  for (const [nodes = 500, tasks = 2] of sizes) await measureSize(browser, `http://localhost:${address.port}/`, nodes, tasks);
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
