import { describe, expect, it } from 'vitest';
import { datasetList } from '../../core/data/datasets.ts';
import { builtInDatasets } from '../../core/data/registry.ts';
import type { DatasetDescriptor } from '../../core/data/types.ts';
import { presets } from '../../core/presets/registry.ts';
import { at } from '../../core/util/assert-never.ts';
import { createDatasetCache } from './datasets-cache.ts';

const mebibyte = 2 ** 20;
const project = at(presets, 0).project();
const documentOn = (dataset: string, seed = 1) => ({ ...project, seed, data: { ...project.data, dataset } });

/** Data sets of so many MiB by their ids, and how often each was loaded. */
function datasetsOf(sizes: Readonly<Record<string, number>>) {
  const loads: string[] = [];
  const toy = builtInDatasets.find(project.data.dataset);
  if (!toy) throw new Error('no toy');
  const list = Object.entries(sizes).map(
    ([id, size]): DatasetDescriptor => ({
      ...toy,
      id,
      load: async () => {
        loads.push(id);
        return { inputs: { x: new Float32Array((size * mebibyte) / 4) }, targets: {} };
      },
    }),
  );
  const cache = createDatasetCache({ fetchPack: () => Promise.reject(new Error('nothing is fetched')) }, datasetList(list));
  const get = async (id: string, seed = 1) => {
    const got = await cache.get(documentOn(id, seed), 'data/', () => undefined);
    if (!got.ok) throw new Error('refused');
    return got.value;
  };
  return { cache, get, loads };
}

describe('data sets in memory', () => {
  it('are loaded once by whoever goes from one to another and back', async () => {
    const { get, loads } = datasetsOf({ a: 1, b: 1 });
    const first = await get('a');
    await get('b');
    expect(await get('a')).toBe(first);
    await get('b');
    expect(loads).toEqual(['a', 'b']);
  });

  it('are others with another seed', async () => {
    const { get, loads } = datasetsOf({ a: 1 });
    await get('a', 1);
    await get('a', 2);
    await get('a', 1);
    expect(loads).toEqual(['a', 'a']);
  });

  it('make room for the last one: besides it 64 MiB are kept, of those of the longest ago only what has room', async () => {
    const { get, loads } = datasetsOf({ a: 20, b: 30, c: 200, d: 30 });
    for (const id of ['a', 'b', 'c']) await get(id);
    // 50 MiB stand beside the last one, which is never too large.
    for (const id of ['a', 'b']) await get(id);
    expect(loads).toEqual(['a', 'b', 'c']);
    // The large one had to go.
    await get('c');
    expect(loads).toEqual(['a', 'b', 'c', 'c']);
    // Of 30, 30 and 20 beside the last one the two newest stay.
    for (const id of ['d', 'c', 'd', 'b', 'a']) await get(id);
    expect(loads.slice(4)).toEqual(['d', 'c', 'a']);
  });

  it('are let go when they are dropped, wherever they stand', async () => {
    const { cache, get, loads } = datasetsOf({ a: 1, b: 1 });
    for (const id of ['a', 'b']) await get(id);
    cache.drop('a');
    for (const id of ['b', 'a']) await get(id);
    expect(loads).toEqual(['a', 'b', 'a']);
  });
});
