import { expect, type Page } from 'playwright/test';
import { type Host, ownHost, plainHost, versions } from './hosts.ts';
import { test } from './shared-page.ts';
import { expectIdle, trainSteps } from './support.ts';

test.use({ serviceWorkers: 'allow' });

const hosts: Host[] = [];
const running = async (host: Promise<Host>): Promise<Host> => {
  const started = await host;
  hosts.push(started);
  return started;
};
test.afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Use without a connection' }).click();
}

const kept = (page: Page) => page.getByRole('dialog').getByText('The page is kept on this device');

test('after the first visit the page opens, trains, exports and shows what it never showed before without its host; data is kept when it is used, or all on request', async ({
  page,
}) => {
  const host = await running(ownHost());
  await page.goto(host.url);
  await expectIdle(page);
  await openDialog(page);
  await expect(kept(page)).toBeVisible({ timeout: 60_000 });
  const dialog = page.getByRole('dialog');
  // What the first document uses was fetched before there was somebody to keep it.
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(async () => {
    await openDialog(page);
    await expect(dialog.getByRole('switch', { name: /Handwritten digits/ })).toBeChecked({ timeout: 500 });
  }).toPass({ intervals: [100] });
  await expect(dialog.getByRole('switch', { name: 'Palmer penguins' })).not.toBeChecked();
  await dialog.getByRole('button', { name: /^Keep all \(/ }).click();
  await expect(dialog.getByRole('button', { name: 'All is kept' })).toBeDisabled();
  await expect(dialog.getByRole('switch', { name: 'Palmer penguins' })).toBeChecked();
  // What is dropped is gone, and only that.
  await dialog.getByRole('switch', { name: 'Weather' }).click();
  await expect(dialog.getByRole('switch', { name: 'Weather' })).not.toBeChecked();
  await page.keyboard.press('Escape');

  await host.stop();
  await page.reload();
  await expectIdle(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await trainSteps(page, 5)).toHaveLength(5);
  await page.getByRole('tab', { name: 'Conflict' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Conflict' })).toContainText(/cosine|gradients/i);
  await page.getByRole('button', { name: 'Export' }).click();
  const file = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /ONNX/ }).click();
  expect((await file).suggestedFilename()).toMatch(/\.onnx$/);

  await page.evaluate(() => window.playground?.load({ preset: 'penguins' }));
  await expectIdle(page);
  expect((await trainSteps(page, 3)).length).toBeGreaterThanOrEqual(3);
  await page.evaluate(() => window.playground?.load({ preset: 'weather' }).catch(() => undefined));
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(/data/i);
});

test('on a host without our headers, in a folder, the page is loaded once more by itself, says so, is isolated then and has threads, and keeps to its policy', async ({
  page,
}) => {
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refusals.push(message.text());
  });
  const { url } = await running(plainHost('/courses/mtl/'));
  await page.goto(url);
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('loaded once more', { timeout: 90_000 });
  await expectIdle(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const executor = await page.evaluate(() => window.playground?.status().executor);
  expect(Math.max(...(executor?.measured ?? []).map(({ threads = 1 }) => threads))).toBeGreaterThan(1);
  expect(await trainSteps(page, 5)).toHaveLength(5);
  expect(refusals).toEqual([]);

  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = "document.title = 'taken over'";
    document.body.append(script);
    await fetch('https://example.org/').catch(() => undefined);
  });
  await expect.poll(() => refusals.filter((text) => text.includes('inline script')).length).toBe(1);
  await expect.poll(() => refusals.filter((text) => text.includes('connect-src')).length).toBeGreaterThan(0);
  await expect(page).toHaveTitle('MTL Playground');
});

test('a new version is announced, and taken when asked for: not while training runs, not while another tab shows the old one; the run goes on in it', async ({
  page,
  context,
}) => {
  const built = versions();
  try {
    const first = await running(ownHost(built.folder));
    const { url } = first;
    await page.goto(url);
    await expectIdle(page);
    await openDialog(page);
    await expect(kept(page)).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await trainSteps(page, 7);

    await first.stop();
    built.next('MTL Playground, the next');
    await running(ownHost(built.folder, first.port));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const messages = page.getByRole('region', { name: 'Messages' });
    await expect(messages).toContainText('A new version of the page is ready', { timeout: 60_000 });
    // Until it is taken, a further tab shows the version that this one shows.
    const other = await context.newPage();
    await other.goto(url);
    await expect(other).toHaveTitle('MTL Playground');

    const take = messages.getByRole('button', { name: 'Reload the page' });
    await page.evaluate(() => void window.playground?.train());
    await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
    await take.click();
    await expect(messages).toContainText('not taken while training runs');
    await page.evaluate(() => window.playground?.pause());
    await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');
    await take.click();
    await expect(messages).toContainText('Another tab still shows the old version');
    await expect(page).toHaveTitle('MTL Playground');
    await other.close();
    const step = await page.evaluate(() => window.playground?.status().step ?? 0);
    await take.click();
    await expect(page).toHaveTitle('MTL Playground, the next');
    await expect.poll(() => page.evaluate(() => window.playground?.status().step ?? 0)).toBe(step);
  } finally {
    built.remove();
  }
});
