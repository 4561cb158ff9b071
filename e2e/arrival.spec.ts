import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'playwright/test';
import { middleOf, nodeOf } from './canvas.ts';
import { projectOf } from './shared-page.ts';
import { expectIdle } from './support.ts';

/** What the page may fetch before anybody touches it, as it travels: a third more than the first load may be, for panels that follow by themselves. */
const untouchedBudget = 450_000;

test('before the page comes its outline stands where its parts will be; the network can be edited while the worker with tfjs, WebAssembly and data is still on its way', async ({
  page,
}) => {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await page.route(/assets\/(?!training).*\.js/, async (route) => {
    await begun;
    await route.continue();
  });
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: string[] = [];
  await page.route(/training-worker.*\.js|\/data\/|\.wasm/, async (route) => {
    held.push(route.request().url());
    await released;
    await route.continue();
  });
  await page.goto('./#preset=digits-hierarchical', { waitUntil: 'commit' });
  const boxOf = async (selector: string): Promise<readonly number[]> => {
    const box = await page.locator(selector).boundingBox();
    return box ? [box.x, box.y, box.width, box.height] : [];
  };
  await expect(page.locator('.outline')).toBeVisible();
  const columns = ['.outline > :nth-child(2)', '.outline > :nth-child(3)', '.outline > :nth-child(4)'];
  const outlined = await Promise.all(columns.map(boxOf));
  expect(await page.locator('.outline i').count()).toBeGreaterThan(5);
  begin();
  await expect(page.locator('.columns')).toBeVisible();
  await expect(page.locator('.outline')).toHaveCount(0);
  const there = await Promise.all(['.columns > section >> nth=0', '.columns > main', '.columns > section >> nth=1'].map(boxOf));
  expect(there.flat()).toHaveLength(12);
  there.flat().forEach((value, i) => {
    expect(Math.abs(value - (outlined.flat()[i] ?? 0)), `edge ${i}`).toBeLessThanOrEqual(6);
  });
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'preparing');
  await expect.poll(() => held.filter((url) => url.includes('training-worker')).length).toBe(1);

  const before = await projectOf(page);
  const node = nodeOf(page, 'digit-hidden');
  const { x, y } = await middleOf(node);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 60, { steps: 4 });
  await page.mouse.up();
  const slider = page.getByRole('slider', { name: /Weight of Digit/ });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await projectOf(page)).tasks[0]?.weight).not.toBe(before.tasks[0]?.weight);
  const after = await projectOf(page);
  const placeOf = ({ graph }: typeof after) => graph.nodes.find(({ id }) => id === 'digit-hidden')?.position;
  expect(placeOf(after)).not.toEqual(placeOf(before));
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'preparing');

  release();
  await expectIdle(page);
});

/** A server between the page and its origin that sends a data pack in halves: the second one when it is told to. */
async function inHalves(
  origin: string,
): Promise<{ readonly server: Server; readonly address: string; readonly goOn: () => void }> {
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await fetch(new URL(request.url ?? '/', origin));
      const bytes = Buffer.from(await answer.arrayBuffer());
      const passed = ['content-type', 'content-security-policy', 'cross-origin-opener-policy', 'cross-origin-embedder-policy'];
      for (const name of passed) {
        const value = answer.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      response.setHeader('content-length', bytes.length);
      if (!request.url?.endsWith('digits.bin')) return response.end(bytes);
      response.write(bytes.subarray(0, bytes.length / 2));
      await told;
      return response.end(bytes.subarray(bytes.length / 2));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const bound = server.address();
  const port = typeof bound === 'object' ? bound?.port : null;
  return { server, address: `http://localhost:${port}/`, goOn };
}

declare global {
  interface Window {
    /** How far what was on the page has been moved by what came later, as browsers count it. */
    shifted?: number;
  }
}

/** A tenth of what counts as good (web.dev/cls). */
const mostShift = 0.01;

/** Runs in the page, from its beginning. */
function countShifts(): void {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + Number(Reflect.get(entry, 'value'));
  }).observe({ type: 'layout-shift', buffered: true });
}

test('a data pack streams: what has come shows while the rest is awaited; untouched, the page then fetches neither menus nor chart nor another language, and no more than its budget', async ({
  page,
  baseURL,
}) => {
  const { server, address, goOn } = await inHalves(baseURL ?? '');
  try {
    await page.addInitScript(countShifts);
    await page.goto(address);
    const progress = page.getByRole('progressbar');
    const percent = async () => Number(await progress.getAttribute('aria-valuenow'));
    await expect.poll(percent).toBeGreaterThan(0);
    expect(await percent()).toBeLessThanOrEqual(50);
    await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'preparing');
    goOn();
    await expectIdle(page);

    await expect(page.getByTestId('sample-grid')).toBeVisible();
    // What comes late finds its room: of the page next to nothing moves.
    expect(await page.evaluate(() => window.shifted)).toBeLessThan(mostShift);
    // The page's own: what the worker fetches, it fetches for itself.
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => (/\.js$/.test(name) && !/\bworker-/.test(name) ? [name] : [])),
    );
    const names = scripts.map((url) => url.slice(address.length));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => /curve-chart|-items|catalogue|long-texts|opened-menu/.test(name))).toEqual([]);
    const bodies = await Promise.all(scripts.map(async (url) => (await fetch(url)).arrayBuffer()));
    const weight = bodies.reduce((sum, body) => sum + gzipSync(new Uint8Array(body)).length, 0);
    expect(weight).toBeLessThanOrEqual(untouchedBudget);
  } finally {
    server.close();
  }
});
