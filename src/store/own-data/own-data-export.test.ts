import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { startImporter } from '../../client/importer.ts';
import { withChoice } from '../../core/data/import/choices.ts';
import { createImporter } from '../../core/data/import/importer.ts';
import { builtInDatasets } from '../../core/data/registry.ts';
import { defaults } from '../../core/project/defaults.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { importWorld } from '../../worker/import-world.ts';
import { pageDatasets } from '../datasets.ts';
import type { Playground } from '../playground.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { directPlayground, untilState } from '../testing/direct-playground.ts';
import { ownDataOf } from './own-data.ts';
import { createOwnDataLibrary } from './own-data-library.ts';

const penguins = new File([readFileSync('node_modules/vega-datasets/data/penguins.json')], 'penguins.json');
const direct = () =>
  startImporter((onMessage) => ({ post: createImporter(importWorld(), onMessage), terminate: () => undefined }));

afterEach(() => {
  for (const { id } of pageDatasets.all()) if (!builtInDatasets.find(id)) pageDatasets.forget(id);
});

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
  const importer = direct();
  const read = await importer.read(penguins.name, penguins, {}, () => undefined);
  if (!read.ok) throw new Error('the penguins are read');
  const species = read.value.choices.findIndex(({ name }) => name === 'Species');
  const choices = withChoice(read.value.choices, species, { role: 'target' });
  const built = await importer.build(choices, { by: 'random', seed: 4, train: 0.7, validation: 0.15 }, 'Birds');
  importer.end();
  if (!built.ok) throw new Error('the penguins are built');
  const first = directPlayground(defaults.project('toys'));
  const library = () => ({ library: createOwnDataLibrary(memoryTable().table), startImporter: direct, now: () => 1 });
  await ownDataOf(first, library()).use(built.value, penguins, { titleOf: ({ title }) => title.en, say: () => '' });
  await untilState(first, 'idle');
  first.actions.train(5);
  await untilState(first, 'paused');
  const carried = await exported(first, 'safetensors');
  const trained = (await held(first, carried.fileName, carried.bytes)).weights ?? {};
  pageDatasets.forget(built.value.id);

  const other = directPlayground(defaults.project('toys'));
  ownDataOf(other, library());
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
