import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { ensureChromium } from './find-browsers.ts';
import { createStaticServer } from './static-server.ts';

/** `npm run screenshot`: trains the first example in the built page for two epochs and writes the README's picture, docs/screenshot.png. */
const root = resolve(import.meta.dirname, '..');
const picture = resolve(root, 'docs/screenshot.png');

const server = createStaticServer(resolve(root, 'dist'));
await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The server has no port.');

const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
await page.goto(`http://localhost:${address.port}/#preset=digits-shared&theme=light&lang=en`);
await page.getByTestId('run-state').and(page.locator('[data-state="idle"]')).waitFor();
const grid = page.getByTestId('sample-grid');
const guessed = await grid.textContent();
await page.evaluate(async () => {
  await window.playground?.train({ epochs: 2 });
});
// Predictions follow the last step within a moment.
await page.waitForFunction((before) => document.querySelector('.sample-grid')?.textContent !== before, guessed);
await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
mkdirSync(resolve(root, 'docs'), { recursive: true });
await page.screenshot({ path: picture });
await browser.close();
server.close();
console.log(picture);
