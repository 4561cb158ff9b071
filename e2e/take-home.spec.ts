import { copyFileSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { unzipSync } from 'fflate';
import { expect, type Page } from 'playwright/test';
import { projectOf, reopen, test } from './shared-page.ts';
import { expectIdle, trainSteps } from './support.ts';

const often = { intervals: [50] };

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

test('the downloaded zip, loaded by stock TensorFlow.js in Node, predicts as the page does', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await trainSteps(page, 60);
  const { path, name } = await download(page, /LayersModel/);
  expect(name).toMatch(/-seed-\d+-step-60\.zip$/);
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

test('on a fresh visit a link opens the same document; the safetensors and the zip file restore document and weights', async ({
  shared: page,
  browser,
}, info) => {
  await reopen(page, 'toy-conflicting');
  await page.getByRole('textbox', { name: 'Name of the task' }).first().fill('Renamed');
  const link = await page.evaluate(() => window.playground?.link() ?? '');
  await reopen(page, 'digits-hierarchical');
  await trainSteps(page, 40);
  const before = await testSamples(page, 8);
  const document = await projectOf(page);
  const saved: string[] = [];
  for (const item of [/safetensors/, /LayersModel/]) {
    const { path, name } = await download(page, item);
    saved.push(info.outputPath(name));
    copyFileSync(path, info.outputPath(name));
  }

  const fresh = await browser.newPage();
  await fresh.goto(`${link}&executor=wasm`);
  await expect(fresh.getByRole('textbox', { name: 'Name of the task' }).first()).toHaveValue('Renamed');
  for (const path of saved) {
    await openFile(fresh, path);
    await expect.poll(() => projectOf(fresh), often).toEqual(document);
    await expectIdle(fresh);
    expect((await testSamples(fresh, 8)).outputs).toEqual(before.outputs);
    await fresh.evaluate(() => window.playground?.load({ preset: 'toy-related' }));
  }
  await fresh.context().close();
});

test('the document as JSON, the curves as CSV and the projects in other tongues can be taken, and the document comes back', async ({
  shared: page,
}, info) => {
  await reopen(page, 'toy-conflicting');
  await trainSteps(page, 25);
  const curves = await download(page, /Curves/);
  const lines = readFileSync(curves.path, 'utf8').trim().split(/\r?\n/);
  expect(lines).toHaveLength(26);
  expect(lines[0]).toContain('loss');
  for (const [item, code] of [
    [/PyTorch project/, 'model.py'],
    [/Keras 3 project/, 'model.py'],
    [/JavaScript for TensorFlow.js/, 'model.js'],
  ] as const) {
    const { path, name } = await download(page, item);
    expect(name).toMatch(/-step-25\.(pytorch|keras|javascript)\.zip$/);
    const files = unzipSync(readFileSync(path));
    expect(Object.keys(files)).toEqual(expect.arrayContaining([code, 'README.md', 'weights.safetensors']));
  }
  const document = await download(page, /Document/);
  const saved = info.outputPath('document.json');
  copyFileSync(document.path, saved);
  const original = await projectOf(page);
  await reopen(page, 'toy-related');
  await openFile(page, saved);
  await expect.poll(() => projectOf(page), often).toEqual(original);
});
