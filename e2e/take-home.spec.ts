import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { unzipSync } from 'fflate';
import { expect, type Page, test } from 'playwright/test';
import { openPage, trainSteps } from './support.ts';

async function download(page: Page, item: RegExp): Promise<{ path: string; name: string }> {
  await page.getByRole('button', { name: 'Export' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const file = await waiting;
  return { path: await file.path(), name: file.suggestedFilename() };
}

/** The rows of the test split as the page has them: pixels, and the page's own predictions. */
const testSamples = (page: Page, count: number) =>
  page.evaluate(async (wanted) => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const pixels = Array.from({ length: wanted * 784 }, (_, i) => ((i * 2654435761) % 256) / 255);
    const outputs = await playground.predict(pixels, wanted);
    return { pixels, outputs: Object.fromEntries(Object.entries(outputs).map(([task, values]) => [task, [...values]])) };
  }, count);

async function openFile(page: Page, path: string): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles(path);
}

test('the downloaded zip, loaded by stock TensorFlow.js in Node, predicts as the page does', async ({ page }) => {
  await openPage(page);
  await trainSteps(page, 60);
  const { path, name } = await download(page, /LayersModel/);
  expect(name).toMatch(/\.zip$/);
  const files = unzipSync(readFileSync(path));
  const topology = JSON.parse(Buffer.from(files['model.json'] ?? []).toString('utf8'));
  const weights = Uint8Array.from(files['weights.bin'] ?? []);
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: topology.modelTopology,
      weightSpecs: topology.weightsManifest[0].weights,
      weightData: weights.buffer,
    }),
  );
  const { pixels, outputs } = await testSamples(page, 32);
  const predicted = model.predict(tf.tensor(pixels, [32, 28, 28, 1]));
  const list = Array.isArray(predicted) ? predicted : [predicted];
  expect(list).toHaveLength(2);
  for (const [i, task] of ['digit', 'group'].entries()) {
    const own = await list[i]?.data();
    const difference = Math.max(...(outputs[task] ?? []).map((value, k) => Math.abs(value - (own?.[k] ?? Number.NaN))));
    expect(difference).toBeLessThan(1e-5);
  }
});

for (const [format, item] of [
  ['safetensors', /safetensors/],
  ['zip', /LayersModel/],
] as const) {
  test(`the ${format} file restores document and weights on a fresh page`, async ({ page, browser }) => {
    await openPage(page, '#preset=digits-hierarchical');
    await trainSteps(page, 40);
    const before = await testSamples(page, 8);
    const { path, name } = await download(page, item);
    const saved = test.info().outputPath(name);
    await (await import('node:fs/promises')).copyFile(path, saved);

    const fresh = await (await browser.newContext()).newPage();
    await fresh.goto(page.url().split('#')[0] ?? '');
    await expect(fresh.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
    await openFile(fresh, saved);
    await expect.poll(async () => (await testSamples(fresh, 8)).outputs, { timeout: 30_000 }).toEqual(before.outputs);
    const documents = await Promise.all([page, fresh].map((each) => each.evaluate(() => window.playground?.project())));
    expect(documents[1]).toEqual(documents[0]);
    await fresh.context().close();
  });
}

test('the document as JSON and the curves as CSV can be taken, and the document comes back', async ({ page }) => {
  await openPage(page, '#preset=toy-conflicting');
  await trainSteps(page, 25);
  const curves = await download(page, /Curves/);
  const lines = readFileSync(curves.path, 'utf8').trim().split(/\r?\n/);
  expect(lines).toHaveLength(26);
  expect(lines[0]).toContain('loss');
  const document = await download(page, /Document/);
  const saved = test.info().outputPath('document.json');
  await (await import('node:fs/promises')).copyFile(document.path, saved);
  const original = await page.evaluate(() => window.playground?.project());
  await page.evaluate(() => window.playground?.load({ preset: 'digits-shared' }));
  await openFile(page, saved);
  await expect.poll(() => page.evaluate(() => window.playground?.project())).toEqual(original);
});

test('a link opens the same document elsewhere', async ({ page, context }) => {
  await openPage(page, '#preset=toy-related');
  await page.getByRole('textbox', { name: 'Name of the task' }).first().fill('Renamed');
  const link = await page.evaluate(() => window.playground?.link() ?? '');
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByRole('textbox', { name: 'Name of the task' }).first()).toHaveValue('Renamed');
});
