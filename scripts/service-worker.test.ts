import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtInDatasets } from '../src/core/data/registry.ts';
import { builtFiles } from './service-worker.ts';

let folder: string;
const put = (name: string, text = name): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'built-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the page and its kernels are the shell, data by folder are packs; a name with a hash needs no revision, and another byte is another one', () => {
  for (const name of ['index.html', 'icon.svg', 'assets/app-DuRs55-A.js', 'assets/app-DuRs55-A.js.br', 'service-worker.js'])
    put(name);
  for (const name of ['wasm/kernels.wasm', 'wasm/kernels-threads.wasm', 'wasm/tfjs-backend-wasm.wasm', 'mnist/digits.bin'])
    put(`data/${name}`);
  put('data/mnist/.stamp.json');
  const { shell, packs } = builtFiles(folder);
  expect(shell.map(({ url }) => url)).toEqual([
    'assets/app-DuRs55-A.js',
    'data/wasm/kernels-threads.wasm',
    'data/wasm/kernels.wasm',
    'icon.svg',
    'index.html',
  ]);
  expect(shell.filter(({ revision }) => revision === null).map(({ url }) => url)).toEqual(['assets/app-DuRs55-A.js']);
  expect(packs).toEqual([
    { folder: 'mnist', files: [{ url: 'data/mnist/digits.bin', revision: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: 21 }] },
    { folder: 'wasm', files: [expect.objectContaining({ url: 'data/wasm/tfjs-backend-wasm.wasm' })] },
  ]);
  put('index.html', 'changed');
  const revisionOf = (files: typeof shell) => files.find(({ url }) => url === 'index.html')?.revision;
  expect(revisionOf(builtFiles(folder).shell)).not.toBe(revisionOf(shell));
});

test('every data set that fetches says which folder it fetches from, and no other', async () => {
  for (const descriptor of builtInDatasets.all()) {
    const fetched = new Set<string>();
    const options = descriptor.schema.parse({});
    await descriptor
      .load(options, {
        seed: 1,
        onProgress: () => undefined,
        fetchPack: async (path) => {
          fetched.add(path.split('/')[0] ?? '');
          throw new Error('not here');
        },
      })
      .catch(() => undefined);
    expect([descriptor.id, ...fetched]).toEqual([descriptor.id, ...(descriptor.pack ? [descriptor.pack] : [])]);
  }
});
