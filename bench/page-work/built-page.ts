import { resolve } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { ensureChromium } from '../../scripts/find-browsers.ts';
import { createStaticServer } from '../../scripts/static-server.ts';

/** Chromium and the address of the built page (`npm run build`), for as long as they are used. */
export async function withBuiltPage<T>(use: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  const server = createStaticServer(resolve(import.meta.dirname, '../../dist'));
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
  try {
    return await use(browser, `http://localhost:${address.port}/`);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
