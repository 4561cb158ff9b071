import { expect, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import type { Diagnostic } from '../../util/diagnostics.ts';
import { randomStream } from '../../util/random.ts';
import type { ColumnChoice, Division } from './choices.ts';
import { divide } from './divide.ts';
import { chosen, division, tablesIn } from './testing/tables.ts';
import { warningsOf } from './warnings.ts';

const tableOf = tablesIn(importWorld());
const random = randomStream(7, 'warnings');

async function warned(
  columns: Readonly<Record<string, (row: number) => string | number>>,
  changes: Readonly<Record<string, Partial<ColumnChoice>>>,
  how: Partial<Division> = {},
  rows = 400,
): Promise<readonly Diagnostic[]> {
  const lines = Array.from({ length: rows }, (_, i) =>
    Object.values(columns)
      .map((cell) => cell(i))
      .join(','),
  );
  const table = await tableOf([Object.keys(columns).join(','), ...lines].join('\n'));
  const choices = chosen(table, changes);
  const parts = divide(table, choices, { ...division, ...how });
  return warningsOf(table, choices, parts.ok ? parts.value : new Uint8Array(0), { ...division, ...how });
}
const noise = Array.from({ length: 2000 }, () => random.normal());
const value = (row: number): number => noise[row] ?? 0;
const other = (row: number): number => noise[row + 800] ?? 0;
const said = (found: readonly Diagnostic[]) => found.map(({ code, values, where }) => ({ code, values, where }));

test('a number that is another one in other units is said to tell it, with how well; one that only goes along with it is not', async () => {
  const found = await warned(
    { celsius: value, fahrenheit: (i) => 32 + 1.8 * value(i), near: (i) => value(i) + 0.3 * other(i) },
    { celsius: { role: 'feature' }, near: { role: 'feature' }, fahrenheit: { role: 'target' } },
  );
  expect(said(found)).toEqual([
    {
      code: 'import.leak',
      values: { column: 'celsius', target: 'fahrenheit', share: '100.0 %', without: '0.0 %' },
      where: 'column:celsius',
    },
  ]);
});

test('a number whose size says the class is said to tell it, beside what guessing would reach; one that says nothing is not', async () => {
  const found = await warned(
    { score: (i) => (i % 4 === 0 ? 5 : 1) + 0.1 * value(i), idle: other, label: (i) => (i % 4 === 0 ? 'yes' : 'no') },
    { score: { role: 'feature' }, label: { role: 'target' } },
  );
  const [leak] = said(found);
  expect(found.map(({ code }) => code)).toEqual(['import.leak']);
  expect(leak).toMatchObject({ values: { column: 'score', target: 'label', without: '75.0 %' }, where: 'column:score' });
  expect(Number.parseFloat(String(leak?.values?.share))).toBeGreaterThan(99.4);
});

test('a word that says how large a number is, is said to tell it', async () => {
  const found = await warned(
    { band: (i) => `b${i % 8}`, size: (i) => 10 * (i % 8) },
    { band: { kind: 'category', role: 'feature' }, size: { kind: 'number', role: 'target' } },
  );
  expect(said(found).filter(({ code }) => code === 'import.leak')).toEqual([
    {
      code: 'import.leak',
      values: { column: 'band', target: 'size', share: '100.0 %', without: '12.5 %' },
      where: 'column:band',
    },
  ]);
});

test('every other warning carries its evidence: what is constant, how many names, which classes, which lines, how alike, which words', async () => {
  const found = await warned(
    {
      same: () => 'x',
      key: (i) => `u${i % 396}x`,
      day: (i) => new Date(Date.UTC(2021, 0, 1 + i)).toISOString().slice(0, 10),
      part: (i) => (i < 4 ? 'somewhere' : (['train', 'val', 'test'][i % 3] ?? '')),
      level: (i) => Math.sin(i / 40) + 0.05 * value(i),
      label: (i) => (i === 17 ? 'odd' : i % 2 ? 'p' : 'q'),
    },
    {
      same: { kind: 'category', role: 'feature' },
      key: { kind: 'category', role: 'feature' },
      day: { role: 'none' },
      part: { kind: 'category', role: 'split' },
      level: { role: 'target' },
      label: { kind: 'category', role: 'target' },
    },
    { by: 'column' },
  );
  const of = (code: string) => said(found).find((one) => one.code === code);
  expect(of('import.constant')).toMatchObject({ values: { column: 'same', value: 'x' }, where: 'column:same' });
  expect(of('import.idFeature')).toMatchObject({ values: { column: 'key', different: 396, rows: 400 }, where: 'column:key' });
  expect(of('import.rareClasses')).toMatchObject({
    values: { column: 'label', classes: 'odd (1)', splits: 3, more: 0 },
    where: 'column:label',
  });
  expect(of('import.unnamedParts')).toMatchObject({ values: { rows: 4, words: 'somewhere' }, where: 'data' });
  expect(of('import.dateLeak')).toMatchObject({ values: { column: 'day', target: 'level', far: '0.00' }, where: 'column:day' });
  expect(Number(of('import.dateLeak')?.values?.near)).toBeGreaterThan(0.9);
  for (const { message } of found) expect(message).not.toMatch(/\{\{|undefined/);
});

test('rows that stand in two parts are counted, and the first two lines of them are said', async () => {
  const found = await warned(
    { a: (i) => (i % 100) / 4, part: (i) => (i < 300 ? 'train' : 'test'), y: (i) => other(i) },
    { part: { role: 'split' }, y: { role: 'target' } },
    { by: 'column' },
  );
  expect(said(found)).toEqual([{ code: 'import.duplicates', values: { rows: 100, first: 2, second: 302 }, where: 'data' }]);
});

test('along a date no split is warned of that follows it', async () => {
  const columns = {
    day: (i: number) => new Date(Date.UTC(2021, 0, 1 + i)).toISOString().slice(0, 10),
    x: value,
    level: (i: number) => Math.sin(i / 40),
  };
  const choices = { day: { role: 'none' }, level: { role: 'target' } } as const;
  expect((await warned(columns, choices)).map(({ code }) => code)).toEqual(['import.dateLeak']);
  expect(await warned(columns, choices, { by: 'time' })).toEqual([]);
});
