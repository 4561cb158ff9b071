import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { longestFirst, order } from './longest-first.ts';

it('knows no file that is not there', () => {
  const root = resolve(import.meta.dirname, '..');
  expect(longestFirst.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
  expect(new Set(longestFirst).size).toBe(longestFirst.length);
});

it('puts long files in their order before all others', () => {
  const [first = '', second = ''] = longestFirst;
  expect(['b', second, 'a', first].sort(order)).toEqual([first, second, 'b', 'a']);
});
