import { type Browser, chromium, type Page } from 'playwright';
import { ensureChromium } from '../../scripts/find-browsers.ts';
import type { Place } from '../contenders/contender.ts';
import { buildPage } from './build-page.ts';
import { type PageServer, servePage } from './page-server.ts';
import { type Answer, inTime, type Lane, type Station } from './station.ts';

/** WebGPU on the software adapter, where there is no other: the same flags as the end-to-end tests'. */
const flags = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

async function laneIn(page: Page): Promise<Lane> {
  const worker = await page.evaluate(() => window.bench?.open() ?? -1);
  return {
    ask(request) {
      const answer = page.evaluate(
        async ([number, asked]): Promise<Answer> =>
          (await window.bench?.ask(number, asked)) ?? { ok: false, words: 'the page is not there' },
        [worker, request] as const,
      );
      return inTime(answer.catch((error: Error): Answer => ({ ok: false, words: error.message })));
    },
    close: () => page.evaluate((number) => window.bench?.close(number), worker),
  };
}

async function stationOf(browser: Browser, server: PageServer, place: Place): Promise<Station> {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => window.bench !== undefined);
  return {
    place,
    open: () => laneIn(page),
    close: async () => {
      await page.close();
      server.close();
    },
  };
}

export interface Chromium {
  readonly version: string;
  readonly stations: readonly Station[];
  close(): Promise<void>;
}

/** One Chromium with a page without and a page with shared memory; a worker for every contender. */
export async function openChromium(): Promise<Chromium> {
  await buildPage();
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: flags });
  const stations = [
    await stationOf(browser, await servePage(false), 'Chromium'),
    await stationOf(browser, await servePage(true), 'Chromium, isolated'),
  ];
  return {
    version: browser.version(),
    stations,
    async close() {
      for (const station of stations) await station.close();
      await browser.close();
    },
  };
}
