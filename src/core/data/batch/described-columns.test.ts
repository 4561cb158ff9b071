import { expect, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { at } from '../../util/assert-never.ts';
import { buildData } from '../import/build.ts';
import { type ColumnChoice, withChoice } from '../import/choices.ts';
import { inferChoices } from '../import/infer.ts';
import { signatureOfDescribed } from '../import/signature.ts';
import { readTable } from '../import/table.ts';
import { fileOf } from '../import/testing/files.ts';
import { columnsOfDescribed } from './described-columns.ts';
import { fileRows } from './file-rows.ts';
import { matchColumns } from './match-columns.ts';

const world = importWorld();

const kinds: Readonly<Record<string, Partial<ColumnChoice>>> = {
  number: { kind: 'number' },
  yesno: { kind: 'yesno' },
  colour: { kind: 'category' },
  size: { kind: 'ordered' },
  day: { kind: 'date' },
  tags: { kind: 'tags' },
  place: { kind: 'category' },
  said: { kind: 'text' },
  y: { kind: 'number', role: 'target' },
};

/** Every kind of feature, each with fields that are empty, and some levels that are rare. */
function text(): string {
  const lines = Array.from({ length: 400 }, (_, i) => {
    const some = (n: number, value: string): string => (i % n === 0 ? '' : value);
    return [
      some(7, `${(i * 37) % 101},${i % 10}`),
      some(11, i % 3 ? 'ja' : 'nein'),
      some(5, ['rot', 'grün', 'blau'][i % 3] ?? ''),
      some(13, ['small', 'medium', 'large'][(i * 7) % 3] ?? ''),
      some(17, `2021-${1 + (i % 12)}-0${1 + (i % 9)}`),
      some(19, ['a|b', 'b', 'a|c', 'c'][i % 4] ?? ''),
      some(23, i === 1 ? 'nowhere else' : `place ${(i * 3) % 40}`),
      some(29, `the ${['cat', 'dog', 'bird'][i % 3]} sat on mat number ${i % 9} and sang of it`),
      String(i % 9),
    ].join(';');
  });
  return `${Object.keys(kinds).join(';')}\n${lines.join('\n')}\n`;
}

const bytes = new TextEncoder().encode(text());

async function imported() {
  const read = await readTable(fileOf('mine.csv', bytes), {}, world);
  if (!read.ok) throw new Error('the table is read');
  const table = read.value;
  const choices = Object.entries(kinds).reduce<readonly ColumnChoice[]>(
    (all, [name, change]) => withChoice(all, table.names.indexOf(name), { role: 'feature', ...change }),
    inferChoices(table),
  );
  const file = { name: 'mine.csv', bytes: bytes.length, hash: 'a'.repeat(64) };
  const built = buildData(table, choices, { by: 'random', seed: 3, train: 0.7, validation: 0.15 }, { name: 'Mine', file });
  if (!built.ok) throw new Error(built.diagnostics.map(({ message }) => message).join(' '));
  return built.value;
}

async function rowsOf(file: Uint8Array<ArrayBuffer>) {
  const batches = [];
  for await (const batch of fileRows(fileOf('rows', file), {}, world)) batches.push(batch);
  return { header: batches.at(-1)?.header ?? [], rows: batches.flatMap(({ rows }) => rows) };
}

test('rows of a file are read into the very numbers that the import gave them, marks of missing values included', async () => {
  const { described, tensors } = await imported();
  const fits = described.columns.map(({ fit }) => fit?.as);
  expect(fits).toEqual(['number', 'yesno', 'onehot', 'rank', 'number', 'tags', 'embedding', 'words', 'number']);
  const { header, rows } = await rowsOf(bytes);
  for (const { id, shape } of signatureOfDescribed(described).inputs) {
    const size = shape[0] ?? 0;
    const { columns, missing } = matchColumns(header, columnsOfDescribed(described, id, tensors.words ?? {}) ?? []);
    expect(missing).toEqual([]);
    const expected = tensors.inputs[id];
    const read = expected instanceof Int32Array ? new Int32Array(expected.length) : new Float32Array(expected?.length ?? 0);
    rows.forEach(({ cells }, row) => {
      const sample = read.subarray(row * size, (row + 1) * size);
      for (const { place, write } of columns) write(at(cells, place), sample, ',');
    });
    expect(read, id).toEqual(expected);
  }
});

test('a column that a file lacks is missing with its mark, and so is what cannot be read; another case and a rare level are known', async () => {
  const { described, tensors } = await imported();
  const [row] = signatureOfDescribed(described).inputs;
  const titles = (row?.features ?? []).map(({ title }) => title.en);
  const { columns } = matchColumns(['YESNO', 'colour', 'size', 'tags'], columnsOfDescribed(described, 'row', {}) ?? []);
  const cells = ['JA', 'violet', 'gigantic', 'c, a'];
  const sample = new Float32Array(titles.length);
  const problems = columns.map(({ place, write }) => write(place < 0 ? null : (cells[place] ?? null), sample));
  expect(problems).toEqual(['missing', null, 'unknownOption', 'unknownOption', 'missing', null]);
  expect(titles.filter((_, i) => sample[i] !== 0)).toEqual([
    'number: missing',
    'yesno: ja',
    'missing',
    'size: missing',
    'day: missing',
    'tags: c',
    'tags: a',
  ]);
  const [place] = columnsOfDescribed(described, 'place', tensors.words ?? {}) ?? [];
  const [known, rare] = [new Int32Array(1), new Int32Array(1)];
  expect([place?.write('Place 3', known), place?.write('Atlantis', rare)]).toEqual([null, null]);
  expect(tensors.words?.place?.[known[0] ?? 0]).toBe('place 3');
  expect([...rare]).toEqual([1]);
});

test('names that come late in JSON lines belong to all rows, and lines that are no JSON are told by their number', async () => {
  const lines = ['{"a": 1}', 'no json', '{"a": 2, "b": "x"}', '[1]'];
  const { header, rows } = await rowsOf(new TextEncoder().encode(lines.join('\n')));
  expect(header).toEqual(['a', 'b']);
  expect(rows).toEqual([
    { line: 1, cells: [1, null] },
    { line: 3, cells: [2, 'x'] },
  ]);
  const batches = [];
  for await (const batch of fileRows(fileOf('rows', new TextEncoder().encode(lines.join('\n'))), { format: 'jsonl' }, world))
    batches.push(batch);
  expect(batches.flatMap(({ bad }) => bad.map(({ line, reason }) => [line, reason]))).toEqual([
    [2, 'json'],
    [4, 'noObject'],
  ]);
});
