import { type Browser, chromium, type Page } from 'playwright';
import { ensureChromium } from '../../scripts/find-browsers.ts';
import type { Place } from '../contenders/contender.ts';
import { buildPage } from './build-page.ts';
import { type Answer, type Environment, type OpenContender, withTimeout } from './environment.ts';
import { type PageServer, servePage } from './page-server.ts';

/** WebGPU on the software adapter, where there is no other: the same flags as the end-to-end tests'. */
const flags = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

async function openedIn(page: Page): Promise<OpenContender> {
  const worker = await page.evaluate(() => window.bench?.open() ?? -1);
  return {
    ask(request) {
      const answer = page.evaluate(
        async ([number, asked]): Promise<Answer> =>
          (await window.bench?.ask(number, asked)) ?? { ok: false, words: 'the page is not there' },
        [worker, request] as const,
      );
      return withTimeout(answer.catch((error: Error): Answer => ({ ok: false, words: error.message })));
    },
    close: () => page.evaluate((number) => window.bench?.close(number), worker),
  };
}

async function environmentOf(browser: Browser, server: PageServer, place: Place): Promise<Environment> {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => window.bench !== undefined);
  return {
    place,
    open: () => openedIn(page),
    close: async () => {
      await page.close();
      server.close();
    },
  };
}

export interface Chromium {
  readonly version: string;
  readonly environments: readonly Environment[];
  close(): Promise<void>;
}

/** One Chromium with a page without and a page with shared memory; a worker for every contender. */
export async function openChromium(): Promise<Chromium> {
  await buildPage();
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: flags });
  const environments = [
    await environmentOf(browser, await servePage(false), 'Chromium'),
    await environmentOf(browser, await servePage(true), 'Chromium, isolated'),
  ];
  return {
    version: browser.version(),
    environments,
    async close() {
      for (const environment of environments) await environment.close();
      await browser.close();
    },
  };
}
