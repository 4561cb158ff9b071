import { join } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from '../../scripts/find-browsers.ts';
import { temporaryFolder } from './browser-process.ts';
import { type EngineDriver, viewport } from './driver.ts';

/** Starts Chromium, driven by Playwright. */
export async function startChromium(): Promise<EngineDriver> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport });
  const folder = temporaryFolder('chromium');
  page.on('download', (download) => download.saveAs(join(folder.path, download.suggestedFilename())));
  return {
    downloads: folder.path,
    async navigate(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate(expression),
    clickAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    chooseFile: (selector, path) => page.locator(selector).setInputFiles(path),
    screenshot: () => page.screenshot(),
    async close() {
      await browser.close();
      folder.remove();
    },
  };
}
