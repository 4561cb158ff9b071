import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '../../util/localized.ts';
import { optimizerOf, optimizers } from './registry.ts';
import { definedUpdate, updateOf } from './update-of.ts';

const here = import.meta.dirname;

test.each(optimizers)('$kind: every setting has a default and a name, and its usual learning rate is one', (optimizer) => {
  const settings = optimizer.schema.parse({ kind: optimizer.kind });
  const names = Object.keys(settings).filter((name) => name !== 'kind');
  expect(Object.keys(optimizer.text.fields).sort()).toEqual(names.sort());
  for (const text of [optimizer.text.title, optimizer.text.summary, ...Object.values(optimizer.text.fields)])
    for (const language of languages) expect(text[language]).not.toBe('');
  expect(optimizer.usualRate).toBeGreaterThan(0);
  expect(optimizer.usualRate).toBeLessThanOrEqual(0.1);
  expect(optimizerOf(optimizer.kind)).toBe(optimizer);
  expect(updateOf(settings)).toEqual(definedUpdate(optimizer, settings));
  expect(updateOf(settings).optimizer).toBe(optimizer.kind);
});

test('an optimiser is one file and one line', () => {
  const files = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const shared = ['optimizer.ts', 'registry.ts', 'settings.ts', 'update-of.ts'];
  expect(files.sort()).toEqual([...optimizers.map(({ kind }) => `${kind}.ts`), ...shared].sort());
  const lines = readFileSync(join(here, 'registry.ts'), 'utf8').split('\n');
  for (const { kind } of optimizers) {
    const naming = lines.filter((line) => new RegExp(`\\b${kind}\\b`).test(line));
    // Beside its import.
    expect(naming.filter((line) => !line.startsWith('import'))).toHaveLength(1);
  }
});

test('no executor, and nothing else that handles programs, knows an optimiser by its name', () => {
  const source = join(here, '../../..');
  const folders = [
    ...['core/program', 'core/compile', 'engine/training'],
    ...['tfjs', 'wasm', 'webgpu', 'reference'].map((name) => `engine/executors/${name}`),
  ];
  const files = folders.flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$|testing/.test(name))
      .map((name) => join(folder, name)),
  );
  const named = new RegExp(`'(?:${optimizers.map(({ kind }) => kind).join('|')})'`);
  const knowing = files.filter((file) => named.test(readFileSync(join(source, file), 'utf8')));
  expect(files.length).toBeGreaterThan(150);
  expect(knowing.sort()).toEqual(optimizers.map(({ kind }) => `core/program/optimizers/${kind}.ts`).sort());
});
