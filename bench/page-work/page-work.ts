import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { ensureChromium } from '../../scripts/find-browsers.ts';
import { createStaticServer } from '../../scripts/static-server.ts';
import type { Project } from '../../src/core/project/schema.ts';
import type {} from '../../src/ui/app/window.d.ts';
import { largeGraph } from './large-graph.ts';
import { threeTasks } from './three-tasks.ts';

/** What the page's main thread does while the worker trains at full speed. */
export interface PageWork {
  /** Steps that were recorded before, and while this was measured. */
  readonly recorded: number;
  readonly trained: number;
  readonly seconds: number;
  readonly framesPerSecond: number;
  /** Tasks of more than 50 ms, and the longest of them; 0 where there was none. */
  readonly longTasks: number;
  readonly longestMs: number;
}

/** By what trains meanwhile: three tasks on a small network, and a network of 61 layers, all of them in view. */
export interface PagesWork {
  readonly threeTasks: PageWork;
  readonly manyLayers: PageWork;
}

const dist = resolve(import.meta.dirname, '../../dist');
const seconds = 10;

/** With so many steps behind it, on a page of its own. */
async function measureOne(browser: Browser, url: string, document: Project, recorded: number): Promise<PageWork> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  // A first visit without a link begins to train by itself.
  await page.goto(`${url}#preset=digits-shared`);
  await page.waitForFunction(() => window.playground?.status().state === 'idle');
  const measured = await page.evaluate(
    async ([project, before, duration]) => {
      const { playground } = window;
      if (!playground) throw new Error('The page has no scripting interface.');
      const problems = await playground.load({ project });
      if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
      const { error } = await playground.train({ steps: before });
      if (error) throw new Error(error.message);
      void playground.train({ steps: 1_000_000_000 });
      const tasks: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      });
      observer.observe({ type: 'longtask' });
      const began = performance.now();
      let now = began;
      let frames = 0;
      while (now < began + 1000 * duration) {
        now = await new Promise<number>((drawn) => requestAnimationFrame(drawn));
        frames++;
      }
      observer.disconnect();
      const spent = (performance.now() - began) / 1000;
      const { step } = await playground.pause();
      return {
        recorded: before,
        trained: step - before,
        seconds: spent,
        framesPerSecond: frames / spent,
        longTasks: tasks.length,
        longestMs: Math.max(0, ...tasks),
      };
    },
    [document, recorded, seconds] as const,
  );
  await page.close();
  return measured;
}

/** In Chromium on the built page, 1440 × 900, with the default executor; null without a build. */
export async function measurePageWork(): Promise<PagesWork | null> {
  if (!existsSync(resolve(dist, 'index.html'))) return null;
  const server = createStaticServer(dist);
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
  try {
    const url = `http://localhost:${address.port}/`;
    return {
      threeTasks: await measureOne(browser, url, threeTasks(), 100_000),
      manyLayers: await measureOne(browser, url, largeGraph(61, 2, 14), 1000),
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
