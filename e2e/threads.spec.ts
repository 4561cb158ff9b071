import { expect, type Page } from 'playwright/test';
import { test } from './shared-page.ts';
import { type Losses, openPage, trainSteps } from './support.ts';

const large = '#preset=digits-shared';
const executorOf = (page: Page) => page.evaluate(() => window.playground?.status().executor);

/** Makes several threads, or one, the fastest of what this browser remembers, and comes again: what is remembered is taken. */
async function prefer(page: Page, threads: boolean, hash: string): Promise<void> {
  await page.evaluate((wanted) => {
    const name = 'mtl-playground.speeds';
    type Speed = { threads?: number; stepsPerSecond: number };
    const kept: { measured: Speed[] }[] = JSON.parse(localStorage.getItem(name) ?? '[]');
    for (const { measured } of kept) {
      for (const speed of measured) speed.stepsPerSecond = (speed.threads === undefined) === wanted ? 1 : 1000;
    }
    localStorage.setItem(name, JSON.stringify(kept));
  }, threads);
  // The run of the visit before would go on: it is written when its page goes.
  await page.addInitScript(() => sessionStorage.clear());
  await page.goto('about:blank');
  await openPage(page, hash);
}

test('an isolated page tries threads with a large network, trains on them with the losses of one, and says so; where they cannot be started it goes on with one, and says why', async ({
  page,
}) => {
  await openPage(page, large);
  const first = await executorOf(page);
  expect(first).toMatchObject({ id: 'wasm', reasonCode: 'measured' });
  const counts = first?.measured?.filter(({ id }) => id === 'wasm').map(({ threads = 1 }) => threads) ?? [];
  expect(counts).toContain(1);
  expect(Math.max(...counts)).toBeGreaterThan(1);

  // One visit on one thread and one on several, of which the first visit took one.
  const threadsOnly = async (): Promise<Losses> => {
    const executor = await executorOf(page);
    expect(executor?.device).toMatch(/^CPU, [2-8] threads$/);
    const losses = await trainSteps(page, 40);
    expect((await executorOf(page))?.reduced).toBeUndefined();
    await page.getByTestId('backend').hover();
    await expect(page.getByRole('tooltip')).toHaveText(/Runs on wasm \(CPU, threads: [2-8]\).*wasm ×[2-8] \d+ steps\/s/);
    return losses;
  };
  const oneOnly = async (): Promise<Losses> => {
    expect((await executorOf(page))?.device).toBe('CPU, 1 thread');
    return trainSteps(page, 40);
  };
  const visits = first?.device === 'CPU, 1 thread' ? [oneOnly, threadsOnly] : [threadsOnly, oneOnly];
  const before = await visits[0]?.();
  await prefer(page, visits[1] === threadsOnly, large);
  expect(await visits[1]?.()).toEqual(before);

  await page.route('**/training-worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "worker-src 'none'" } });
  });
  await prefer(page, true, large);
  expect(await trainSteps(page, 5)).toHaveLength(5);
  const executor = await executorOf(page);
  expect(executor?.device).toBe('CPU, 1 thread');
  expect(executor?.reduced).toBeTruthy();
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip')).toHaveText(/CPU, threads: 1.*Its other threads could not be used/);
});

test('a small network is never given threads', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openPage(page, '#preset=toy-related');
  expect((await executorOf(page))?.device).toBe('CPU, 1 thread');
  expect(asked.filter((url) => url.includes('kernels-threads') || url.includes('kernel-thread'))).toEqual([]);
});

test('a page that is not isolated trains on one thread', async ({ page }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = Object.entries(response.headers()).filter(([name]) => !name.startsWith('cross-origin-'));
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
  await openPage(page, large);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect((await executorOf(page))?.device).toBe('CPU, 1 thread');
  expect((await executorOf(page))?.measured?.map(({ threads }) => threads)).toEqual([undefined]);
  expect(await trainSteps(page, 5)).toHaveLength(5);
  // What is still on its way need not arrive.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
