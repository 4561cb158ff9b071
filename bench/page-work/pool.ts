import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type {} from '../../src/ui/app/window.d.ts';
import { withBuiltPage } from './built-page.ts';

// Long enough that what is compiled beside the first runs, about a second of a processor for each worker, does not count.
const experiment = { contenders: ['equal' as const], seeds: 8, epochs: 9000 };

/** Seconds that the experiment takes with so many workers. */
const timed = (workers: number): Promise<number> =>
  withBuiltPage(async (browser, url) => {
    // What the service worker fetches and keeps in the first seconds of a visit would take the second processor for itself.
    const page = await browser.newPage({ serviceWorkers: 'block' });
    await page.addInitScript((count) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: count });
    }, workers);
    await page.goto(`${url}#preset=toy-conflicting&executor=wasm`);
    await page.waitForFunction(() => window.playground?.status().state === 'idle');
    return page.evaluate(async (given) => {
      const { playground } = window;
      // What is fetched and compiled at first is no matter of the pool.
      await playground?.compare({ ...given, seeds: 2, epochs: 1 });
      const began = performance.now();
      await playground?.compare(given);
      return (performance.now() - began) / 1000;
    }, experiment);
  });

/**
 * Seconds that an experiment takes with one worker of the pool and with two, in Chromium on the built page; taken in turns, the best of so many rounds.
 * On processors that are busy with something else two gain less.
 */
export async function measurePool(rounds = 2): Promise<{ readonly one: number; readonly two: number }> {
  let [one, two] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    one = Math.min(one, await timed(1));
    two = Math.min(two, await timed(2));
  }
  return { one, two };
}

// `npx tsx bench/page-work/pool.ts [rounds = 2]`: this alone, with the load.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { one, two } = await measurePool(Number(process.argv[2] ?? 2));
  const load = loadavg()[0]?.toFixed(1);
  console.log(`one worker ${one.toFixed(2)} s, two ${two.toFixed(2)} s: ${(one / two).toFixed(2)} times as fast (load ${load})`);
}
