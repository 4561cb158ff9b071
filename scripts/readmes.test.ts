import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { balancingMethods } from '../src/core/balancing/registry.ts';
import { layers } from '../src/core/layers/registry.ts';
import { presetNames } from '../src/core/presets/names.ts';
import { optimizers } from '../src/core/program/optimizers/registry.ts';

const root = resolve(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What is made by commands, and not there before. */
const made = ['public/data', 'src/locales/de.json', 'locales/de.json'];

it.each(['README.md', 'src/README.md'])('%s names files and folders that there are', (name) => {
  const paths = ['src', 'scripts', 'bench', 'e2e', 'docs'].flatMap((folder) => [
    folder,
    ...readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ]);
  const own = readdirSync(root);
  const prose = textOf(name).replace(/^```.*?^```/gms, '');
  const named = [...prose.matchAll(/`([\w./-]+)`/g)]
    .map(([, token = '']) => token.replace(/\/$/, ''))
    .filter((token) => token.includes('/') || /\.(tsx?|jsonl?|md)$/.test(token));
  expect(named.length).toBeGreaterThan(15);
  const there = (token: string): boolean =>
    own.includes(token) || paths.some((path) => path === token || path.endsWith(`/${token}`));
  expect(named.filter((token) => !made.includes(token) && !there(token))).toEqual([]);
});

it('README.md counts what there is', () => {
  const text = textOf('README.md');
  expect(text).toContain(`${Object.keys(layers).length} kinds of layers`);
  expect(text).toContain(`${optimizers.length} optimisers`);
  // Equal weights are the visitor's own.
  expect(text).toContain(`${Object.keys(balancingMethods).length - 1} published methods`);
  expect(text).toContain(`**Examples**: ${presetNames.length},`);
});

it('README.md describes every method of the scripting interface, and no other', () => {
  const members = textOf('src/ui/app/playground-api.ts')
    .replace(/^.*?interface PlaygroundApi \{/s, '')
    .matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm);
  const table = textOf('README.md').match(/^## Scripting$.*?^## /ms)?.[0] ?? '';
  const cells = [...table.matchAll(/^\| (`.*?`) +\|/gm)].map(([, cell = '']) => cell);
  const described = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, word]) => word));
  expect(described.sort()).toEqual([...members].map(([, member]) => member).sort());
});
