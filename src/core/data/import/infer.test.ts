import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { at } from '../../util/assert-never.ts';
import { buildData } from './build.ts';
import { type ColumnChoice, columnKinds, columnRoles, rolesOf, splitWays, withChoice } from './choices.ts';
import { describedSchema } from './described.ts';
import { inferChoices } from './infer.ts';
import { profileColumn } from './profile.ts';
import { choicesOf } from './session.ts';
import { built, chosen, division, origin, tablesIn } from './testing/tables.ts';

const tableOf = tablesIn(importWorld());

/** A table of columns, by their names. */
const columnsOf = (columns: Readonly<Record<string, (row: number) => string | number>>, rows = 60) =>
  tableOf(
    [
      Object.keys(columns).join(','),
      ...Array.from({ length: rows }, (_, i) =>
        Object.values(columns)
          .map((cell) => cell(i))
          .join(','),
      ),
    ].join('\n'),
  );

test('what names or counts rows is an id, what says nothing or always the same is ignored, and neither is used', async () => {
  const table = await columnsOf({
    row: (i) => i + 1,
    user_id: (i) => (i * 7919) % 10_007,
    customerId: (i) => `C-${(i * 7919) % 10_007}`,
    编号: (i) => 5000 - i,
    code: (i) => `${String.fromCharCode(97 + (i % 26))}${i}x`,
    empty: () => '',
    gone: () => 'NA',
    same: () => 'always',
    width: (i) => i * 1.5,
    // Numbers that differ, but neither count nor are called an id.
    weight: (i) => (i * 37) % 101,
    label: (i) => (i % 2 ? 'u' : 'v'),
  });
  expect(inferChoices(table).map(({ name, kind, role }) => [name, kind, role])).toEqual([
    ['row', 'id', 'none'],
    ['user_id', 'id', 'none'],
    ['customerId', 'id', 'none'],
    ['编号', 'id', 'none'],
    ['code', 'id', 'none'],
    ['empty', 'ignored', 'none'],
    ['gone', 'ignored', 'none'],
    ['same', 'ignored', 'none'],
    ['width', 'number', 'feature'],
    ['weight', 'number', 'feature'],
    ['label', 'yesno', 'target'],
  ]);
  // Whoever wants it can use it all the same.
  const { described } = built(table, chosen(table, { code: { role: 'feature' }, same: { kind: 'category', role: 'feature' } }));
  expect(described.columns.filter(({ role }) => role === 'feature').map(({ name }) => name)).toContain('code');
});

test('a profile says how a column is spread, what is missing, what cannot be read, its unit and first fields', async () => {
  const table = await columnsOf(
    {
      n: (i) => (i === 3 ? '' : i === 5 ? 'NA' : i),
      price: (i) => (i === 7 ? 'on request' : `${i % 4}.50 €`),
      word: (i) => (i < 30 ? 'a' : i < 50 ? 'b' : `rare${i}`),
      tags: (i) => (i < 32 ? 'red;blue' : i < 48 ? 'red;green' : 'red;green;blue'),
      day: (i) => `2024-01-${String(1 + (i % 31)).padStart(2, '0')}`,
    },
    64,
  );
  const profile = (name: string, change: Partial<ColumnChoice> = {}) => {
    const index = table.names.indexOf(name);
    return profileColumn(table, index, at(withChoice(inferChoices(table), index, change), index));
  };
  const n = profile('n', { kind: 'number' });
  expect(n).toMatchObject({ missing: 2, marks: ['NA'], unreadable: 0, firstUnreadable: null, examples: ['0', '1', '2', '4'] });
  // Sixteen bins of the same width from 0 to 63: four numbers each, less the two that are missing.
  expect(n.histogram).toEqual({ kind: 'numbers', low: 0, high: 63, counts: [3, 3, ...Array(14).fill(4)] });
  const price = profile('price', { kind: 'number' });
  expect(price).toMatchObject({ unit: '€', unreadable: 1, firstUnreadable: { line: 9, text: 'on request' }, missing: 0 });
  expect(price.histogram).toMatchObject({ low: 0.5, high: 3.5, counts: expect.arrayContaining([16, 15]) });
  const word = profile('word', { kind: 'category' });
  expect(word.different).toBe(16);
  expect(word.histogram).toMatchObject({ kind: 'words', others: 4 });
  const bars = word.histogram.kind === 'words' ? word.histogram.bars : [];
  expect(bars.slice(0, 3)).toEqual([
    { word: 'a', count: 30 },
    { word: 'b', count: 20 },
    { word: 'rare50', count: 1 },
  ]);
  expect(bars).toHaveLength(12);
  const tags = profile('tags', { kind: 'tags' });
  expect(tags.histogram).toEqual({
    kind: 'words',
    bars: [
      { word: 'red', count: 64 },
      { word: 'blue', count: 48 },
      { word: 'green', count: 32 },
    ],
    others: 0,
  });
  const day = profile('day').histogram;
  expect(day).toMatchObject({
    kind: 'numbers',
    low: Date.UTC(2024, 0, 1) / 86_400_000,
    high: Date.UTC(2024, 0, 31) / 86_400_000,
  });
  expect(day.kind === 'numbers' ? day.counts.reduce((sum, count) => sum + count, 0) : 0).toBe(64);
});

test('infinite numbers and those beyond float64 are counted as unreadable with their line, 1e308 is a number, and all of it is trainable', async () => {
  const table = await columnsOf({
    x: (i) => (i === 4 ? 'inf' : i === 6 ? '1e999' : i === 8 ? '-Infinity' : i === 10 ? '1e308' : i === 12 ? '-1e308' : i),
    y: (i) => i % 2,
  });
  const choices = chosen(table, { x: { kind: 'number', role: 'feature' }, y: { role: 'target' } });
  const profile = profileColumn(table, 0, at(choices, 0));
  expect(profile).toMatchObject({ missing: 0, unreadable: 3, firstUnreadable: { line: 6, text: 'inf' } });
  expect(profile.histogram).toMatchObject({ low: -1e308, high: 1e308 });
  const { tensors, described } = built(table, choices);
  expect(described.columns[0]?.fit).toMatchObject({ as: 'number', indicator: true });
  const row = tensors.inputs.row ?? new Float32Array(0);
  expect([4, 6, 8, 10, 12].map((place) => row[2 * place + 1])).toEqual([1, 1, 1, 0, 0]);
  expect([...row].every(Number.isFinite)).toBe(true);
});

test('whatever is chosen for whatever columns, data is built whose description is valid and gives the same again, or it is refused in words', async () => {
  const table = await columnsOf(
    {
      n: (i) => (i % 9 ? i * 1.5 : ''),
      c: (i) => (i % 5 ? `c${i % 4}` : ''),
      yn: (i) => ['yes', 'no', ''][i % 3] ?? '',
      grade: (i) => ['low', 'medium', 'high'][i % 3] ?? '',
      tags: (i) => (i % 2 ? 'red;blue' : 'green'),
      text: (i) => `the film number ${i} was seen in town n${i % 9}`,
      day: (i) => `2024-0${1 + (i % 9)}-1${i % 9}`,
      id: (i) => `k${i}`,
      split: (i) => ['train', 'val', 'test'][i % 3] ?? '',
      empty: () => '',
      __proto__: (i) => i % 3,
    },
    80,
  );
  const change = fc.record({
    index: fc.nat(table.names.length - 1),
    what: fc.oneof(
      fc.record({ kind: fc.constantFrom(...columnKinds) }),
      fc.record({ role: fc.constantFrom(...columnRoles) }),
      fc.record({ decimal: fc.constantFrom('.' as const, ',' as const) }),
      fc.record({ order: fc.constantFrom('dayFirst' as const, 'monthFirst' as const) }),
      fc.record({ yes: fc.constantFrom('yes', 'no', 'c1', 'none') }),
      fc.record({ levels: fc.shuffledSubarray(['low', 'medium', 'high', 'c1', 'odd']) }),
    ),
  });
  let whole = 0;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), fc.constantFrom(...splitWays), fc.nat(5), (changes, by, seed) => {
      const choices = changes.reduce((all, { index, what }) => withChoice(all, index, what), inferChoices(table));
      for (const { kind, role } of choices) expect(rolesOf(kind)).toContain(role);
      for (const once of ['split', 'group', 'weight'] as const)
        expect(choices.filter(({ role }) => role === once).length).toBeLessThanOrEqual(1);
      const how = { ...division, by, seed };
      const result = buildData(table, choices, how, origin);
      if (!result.ok) {
        expect(result.diagnostics.length).toBeGreaterThan(0);
        for (const { message } of result.diagnostics) expect(message).not.toMatch(/\{\{|undefined/);
        return;
      }
      whole++;
      const { described, tensors, id } = result.value;
      expect(describedSchema.safeParse(JSON.parse(JSON.stringify(described))).success).toBe(true);
      for (const values of Object.values(tensors.inputs)) expect(values.every(Number.isFinite)).toBe(true);
      expect(Object.keys(tensors.targets).length).toBeGreaterThan(0);
      expect(built(table, choicesOf(described), described.division).id).toBe(id);
    }),
    { numRuns: 150, seed: 15 },
  );
  expect(whole).toBeGreaterThan(40);
});
