import { createServer, type Server } from 'node:http';
import { expect, test } from 'playwright/test';
import { ownHost } from './hosts.ts';

/** Course material of another origin with a frame of so many pixels: its server and address. */
async function course(address: string, size: { readonly width: number; readonly height: number }): Promise<[Server, string]> {
  const html = `<!doctype html><title>Course</title><iframe src="${address}" title="Playground" width="${size.width}" height="${size.height}"></iframe>`;
  const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(html));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('no port');
  return [server, `http://127.0.0.1:${place.port}/`];
}

test('in a frame of course material the page follows its size, trains, and leads to a page of its own; where nobody allows it, it is not shown', async ({
  page,
  baseURL,
}) => {
  const host = await ownHost(undefined, undefined, '*');
  const [server, material] = await course(`${host.url}#embed=1&preset=toy-related&executor=wasm`, { width: 600, height: 640 });
  const [closed, refused] = await course(`${baseURL}#embed=1&preset=toy-related`, { width: 600, height: 640 });
  try {
    await page.goto(material);
    const framed = page.frameLocator('iframe');
    await expect(framed.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
    await framed.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(framed.getByTestId('step')).not.toHaveText('0');
    for (const name of ['Examples', 'Share', 'Export', 'Language', 'Theme']) {
      await expect(framed.getByRole('button', { name, exact: true, includeHidden: true })).toHaveCount(0);
    }
    // Nothing of it is wider than its frame.
    expect(await framed.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
    const more = framed.getByRole('button', { name: 'More' });
    if (await more.isVisible()) await more.click();
    // Which page opens is the browser's matter; what it is asked for is ours.
    const link = framed.getByRole('link', { name: 'Open in its own page' });
    await link.evaluate((anchor) => anchor.addEventListener('click', (event) => event.preventDefault(), { once: true }));
    await link.click();
    await expect(link).toHaveAttribute('target', '_blank');
    const alone = await page.context().newPage();
    await alone.goto((await link.getAttribute('href')) ?? '');
    await expect(alone.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
    await expect(alone.getByRole('textbox', { name: 'Title' })).toHaveValue(/related/i);
    await alone.close();

    await page.goto(refused);
    await expect(page.frameLocator('iframe').getByTestId('run-state')).toHaveCount(0);
    const shown = page.frames().find((frame) => frame.url().startsWith(baseURL ?? '-'));
    expect(shown).toBeUndefined();
  } finally {
    await host.stop();
    for (const one of [server, closed]) one.close();
  }
});
