import { loadavg } from 'node:os';
import type {} from '../../src/ui/app/window.d.ts';
import { withBuiltPage } from './built-page.ts';

/**
 * `npx tsx bench/page-work/pool.ts [rounds = 3]`: how much faster two workers of the experiment pool are than one, in Chromium on the built page;
 * taken in turns, the best of the rounds. On processors that are busy with something else two gain less, so the load is told with the ratio.
 */
const [rounds = 3] = process.argv.slice(2).map(Number);
const experiment = { contenders: ['equal' as const], seeds: 8, epochs: 3000 };

/** Seconds that the experiment takes with so many workers. */
const timed = (workers: number): Promise<number> =>
  withBuiltPage(async (browser, url) => {
    const page = await browser.newPage();
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

const best = { 1: Number.POSITIVE_INFINITY, 2: Number.POSITIVE_INFINITY };
for (let round = 0; round < rounds; round++) {
  for (const workers of [1, 2] as const) best[workers] = Math.min(best[workers], await timed(workers));
}
console.log(
  `one worker ${best[1].toFixed(2)} s, two ${best[2].toFixed(2)} s: ${(best[1] / best[2]).toFixed(2)} times as fast (load ${loadavg()[0]?.toFixed(1)})`,
);
