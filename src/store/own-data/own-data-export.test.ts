import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { modelFormats } from '../../engine/formats/registry.ts';
import { pageDatasets } from '../datasets.ts';
import type { Playground } from '../playground.ts';
import { untilState } from '../testing/direct-playground.ts';
import { dataOf, forgetOwnData, ownPage, plainWords } from '../testing/own-page.ts';

const penguins = new File([readFileSync('node_modules/vega-datasets/data/penguins.json')], 'penguins.json');

afterEach(forgetOwnData);

async function exported({ actions }: Playground, format: string) {
  const file = await actions.exportModel(format, 'current');
  if (!file.ok) throw new Error(file.diagnostics.map(({ message }) => message).join(' '));
  return file.value;
}

/** A file of the page's: what it holds. */
async function held({ actions }: Playground, fileName: string, bytes: Uint8Array<ArrayBuffer>) {
  const read = await actions.request({ kind: 'read', fileName, bytes });
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
  return read.value;
}

test('a trained model whose data is not here is taken home in every format, and what is read back are its weights', async () => {
  const data = await dataOf(penguins, { Species: { role: 'target' } });
  const { playground: first, own } = ownPage();
  await own.use(data, penguins, plainWords);
  await untilState(first, 'idle');
  first.actions.train(5);
  await untilState(first, 'paused');
  const carried = await exported(first, 'safetensors');
  const trained = (await held(first, carried.fileName, carried.bytes)).weights ?? {};
  pageDatasets.forget(data.id);

  const { playground: other } = ownPage();
  const { project, weights } = await held(other, carried.fileName, carried.bytes);
  if (!weights) throw new Error('the file carries weights');
  other.actions.open(project, { from: 'weights', weights });
  await untilState(other, 'failed');
  expect(other.run.getState().history.status.error?.code).toBe('data.bytesMissing');
  for (const format of modelFormats) {
    const file = await exported(other, format.id);
    expect(file.bytes.length, format.id).toBeGreaterThan(1000);
    expect(file.fileName.endsWith(`.${format.extension}`), file.fileName).toBe(true);
    if (!format.reader) continue;
    const again = await held(other, file.fileName, file.bytes);
    expect(again.project.data, format.id).toEqual(project.data);
    if (format.holds === 'weights') expect(again.weights, format.id).toEqual(trained);
  }
  // Nothing else can be had without the data.
  const samples = await other.actions.request({ kind: 'samples', split: 'train', start: 0, count: 1 });
  expect(samples.ok ? '' : samples.diagnostics[0]?.code).toBe('data.bytesMissing');
});
