import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetRows, budgetTable, bundleBudgets, type WeighedChunk } from './bundle-budgets.ts';

const chunk = (fileName: string, gzip: number, imports: readonly string[] = [], isEntry = false): WeighedChunk => ({
  fileName,
  gzip,
  isEntry,
  imports,
});

/** The entry shares a chunk with another import, two of which meet again; two chunks come later. */
const chunks = [
  chunk('lazy-small', 10, ['shared']),
  chunk('entry', 100, ['shared', 'other'], true),
  chunk('shared', 20, ['deep']),
  chunk('other', 30, ['deep']),
  chunk('deep', 5),
  chunk('lazy-large', 40),
];

describe('bundle budgets', () => {
  it('count once whatever the entry imports, and of the rest the heaviest', () => {
    expect(budgetRows(chunks, { firstLoad: 155, lazyChunk: 40 })).toEqual([
      { what: 'first load (4 files)', gzip: 155, budget: 155 },
      { what: 'lazy-large', gzip: 40, budget: 40 },
    ]);
  });

  it('name every later chunk that is over its budget', () => {
    const rows = budgetRows(chunks, { firstLoad: 154, lazyChunk: 9 });
    expect(rows.map(({ what }) => what)).toEqual(['first load (4 files)', 'lazy-large', 'lazy-small']);
    expect(budgetTable(rows).match(/OVER/g)).toHaveLength(3);
  });
});

describe('a build with budgets', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'budgets-'));
    writeFileSync(join(root, 'entry.js'), `console.log('at first'); void import('./later.js');`);
    writeFileSync(join(root, 'later.js'), `console.log(${JSON.stringify('a longer text that comes later '.repeat(3))});`);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const buildWith = (firstLoad: number, lazyChunk: number) =>
    build({
      root,
      configFile: false,
      logLevel: 'silent',
      build: { rollupOptions: { input: join(root, 'entry.js') }, write: false },
      plugins: [bundleBudgets('page', { firstLoad, lazyChunk })],
    });

  it('passes within them', async () => {
    await expect(buildWith(10_000, 10_000)).resolves.toBeDefined();
  });

  it('fails with a table where the first load is over its budget', async () => {
    await expect(buildWith(10, 10_000)).rejects.toThrow(/OVER {2}first load/);
  });

  it('fails with a table where a later chunk is over its budget', async () => {
    await expect(buildWith(10_000, 10)).rejects.toThrow(/OVER {2}.*later/);
  });
});
