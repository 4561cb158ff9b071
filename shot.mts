// usage: tsx shot.mts ROOT OUT HASH [w h] -- js steps file
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { ensureChromium } from './scripts/find-chromium.ts';
import { createStaticServer } from './scripts/static-server.ts';
const [, , out, hash, w = '1440', h = '900', steps] = process.argv;
const server = createStaticServer(resolve('dist'));
await new Promise<void>((s) => server.listen(0, '127.0.0.1', s));
const a = server.address() as any;
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: +w, height: +h } });
page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
page.on('console', (m) => { if (m.type() === 'error') console.log('CONSOLE', m.text()); });
await page.goto(`http://localhost:${a.port}/${hash}`);
try { await page.getByTestId('run-state').and(page.locator('[data-state="idle"]')).waitFor({ timeout: 60000 }); } catch { console.log('not idle', await page.getByTestId('run-state').getAttribute('data-state').catch(()=>'?')); }
if (steps) { const f = (await import(resolve(steps))).default; await f(page); }
await page.evaluate(() => new Promise((p) => requestAnimationFrame(() => requestAnimationFrame(p))));
await page.screenshot({ path: out });
await browser.close(); server.close();
