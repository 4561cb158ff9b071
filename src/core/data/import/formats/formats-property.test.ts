import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import writeExcel from 'write-excel-file/universal';
import { importWorld } from '../../../../worker/import-world.ts';
import { textAt } from '../column.ts';
import { imageHead } from '../media/image-head.ts';
import { readTable, type Table } from '../table.ts';
import { fileOf } from '../testing/files.ts';
import { png } from '../testing/png.ts';
import type { ReadingOptions } from '../types.ts';

const world = importWorld();
const settings = { numRuns: 60, seed: 15 };

/** Bytes as a file; what is said of it where it is refused. */
async function read(name: string, bytes: Uint8Array, options: ReadingOptions = {}): Promise<Table | readonly string[]> {
  const result = await readTable(fileOf(name, Uint8Array.from(bytes)), options, world);
  return result.ok ? result.value : result.diagnostics.map(({ code }) => code);
}
const isTable = (found: Table | readonly string[]): found is Table => 'columns' in found;
const rowsOf = (found: Table | readonly string[]): (string | null)[][] =>
  isTable(found) ? Array.from({ length: found.count }, (_, row) => found.columns.map((column) => textAt(column, row))) : [];

/** A field that every format holds as it is: no spaces at its ends, and none of the words for nothing. */
const word = fc.stringMatching(/^[a-z\u4e00-\u4e20é",;']{1,12}$/).map((text) => `w${text}w`);
const field = fc.oneof(word, fc.integer({ min: -1e6, max: 1e6 }), fc.constant(null));
const rows = fc.array(fc.tuple(field, field, word), { minLength: 1, maxLength: 20 });
const asText = (cells: readonly (string | number | null)[]): (string | null)[] =>
  cells.map((cell) => (cell === null ? null : String(cell)));

/** Broken files are read, or refused in words, and every column has as many rows as the table. */
async function expectUnbroken(
  name: string,
  bytes: Uint8Array,
  changes: readonly (readonly [number, number])[],
  cut: number,
): Promise<void> {
  const changed = bytes.slice(0, Math.max(1, Math.floor(bytes.length * cut)));
  for (const [place, value] of changes) changed[Math.floor(place * (changed.length - 1))] = value;
  const found = await read(name, changed);
  if (isTable(found)) for (const { count } of found.columns) expect(count).toBe(found.count);
  else for (const code of found) expect(code).toMatch(/^import\./);
}
const damage = fc.tuple(
  fc
    .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 6 })
    .map((all) => all as [number, number][]),
  fc.oneof(fc.constant(1), fc.double({ min: 0.05, max: 1, noNaN: true })),
);

test('whatever rows a workbook holds are read as they were, and no damage to its file breaks anything', async () => {
  await fc.assert(
    fc.asyncProperty(rows, damage, async (given, [changes, cut]) => {
      const sheet = [['a', 'b', 'c'], ...given].map((cells) => cells.map((value) => (value === null ? null : { value })));
      const bytes = new Uint8Array(await (await (await writeExcel(sheet)).toBlob()).arrayBuffer());
      expect(rowsOf(await read('x.xlsx', bytes))).toEqual(given.map(asText));
      await expectUnbroken('x.xlsx', bytes, changes, cut);
    }),
    { ...settings, numRuns: 40 },
  );
});

const zipped = (bytes: Uint8Array): Uint8Array => gzipSync(bytes);
const compressors = { GZIP: zipped };

test('whatever columns a Parquet file holds are read as they were, compressed or not, and no damage to it breaks anything', async () => {
  const codecs = fc.constantFrom('UNCOMPRESSED' as const, 'SNAPPY' as const, 'GZIP' as const);
  const records = fc.array(
    fc.tuple(fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })), fc.option(word), fc.integer({ min: 0, max: 99 })),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  await fc.assert(
    fc.asyncProperty(records, codecs, damage, async (given, codec, [changes, cut]) => {
      const buffer = parquetWriteBuffer({
        columnData: [
          { name: 'x', data: given.map(([x]) => x), type: 'DOUBLE', nullable: true },
          { name: 'w', data: given.map(([, w]) => w), type: 'STRING', nullable: true },
          { name: 'n', data: given.map(([, , n]) => n), type: 'INT32' },
        ],
        codec,
        compressors,
      });
      const found = rowsOf(await read('x.parquet', new Uint8Array(buffer)));
      expect(found).toEqual(given.map(([x, w, n]) => asText([x, w, n])));
      await expectUnbroken('x.parquet', new Uint8Array(buffer), changes, cut);
    }),
    settings,
  );
});

test('whatever objects stand in lines, or in one list, become the same rows; lines that are none are counted, and nothing is lost', async () => {
  const names = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', 'c d', '名');
  const record = fc.array(fc.tuple(names, fc.oneof(word, fc.integer({ min: -999, max: 999 }), fc.constant(null))), {
    maxLength: 6,
  });
  const line = fc.oneof(
    { weight: 4, arbitrary: record },
    { weight: 1, arbitrary: fc.constantFrom('[1]', '{"a":', 'nonsense', '7', '"x"') },
  );
  await fc.assert(
    fc.asyncProperty(fc.tuple(record, fc.array(line, { maxLength: 25 })), async ([first, others]) => {
      // A file that begins with a bracket is one list.
      const lines = [first, ...others];
      const objects = lines.filter((one) => typeof one !== 'string');
      const written = (pairs: (typeof objects)[number]): string =>
        `{${[...new Map(pairs)].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
      const text = lines.map((one) => (typeof one === 'string' ? one : written(one))).join('\n');
      const found = await read('x.jsonl', new TextEncoder().encode(text));
      const filled = objects
        .map((pairs) => new Map(pairs))
        .filter((pairs) => [...pairs.values()].some((value) => value !== null));
      if (!isTable(found)) {
        expect(filled).toEqual([]);
        return;
      }
      expect(found.bad.count).toBe(lines.length - objects.length);
      const expected = filled.map((pairs) => found.names.map((name) => asText([pairs.get(name as 'a') ?? null])[0]));
      expect(rowsOf(found)).toEqual(expected);
      const list = await read('x.json', new TextEncoder().encode(`[${objects.map(written).join(',\n')}]`));
      expect(rowsOf(list)).toEqual(rowsOf(found));
    }),
    settings,
  );
});

test('the head of every PNG says its size and whether it is whole; whatever bytes follow a mark of any kind, a head is said or none', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.integer({ min: 1, max: 5 })),
      fc.nat(60),
      (width, height, frames, cut) => {
        const bytes = png(width, height, () => [1, 2, 3], frames ?? undefined);
        expect(imageHead(bytes)).toEqual({ type: 'image/png', width, height, animated: (frames ?? 0) > 1, whole: true });
        const short = imageHead(bytes.subarray(0, Math.max(24, bytes.length - 1 - cut)));
        expect(short).toMatchObject({ width, height, whole: false });
      },
    ),
    { ...settings, numRuns: 200 },
  );
  const mark = fc.constantFrom(
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    [0xff, 0xd8],
    [...'RIFF1234WEBPVP8X'].map((letter) => letter.charCodeAt(0)),
    [...'RIFF1234WEBPVP8L'].map((letter) => letter.charCodeAt(0)),
    [...'RIFF1234WEBPVP8 '].map((letter) => letter.charCodeAt(0)),
    [],
  );
  const marker = fc
    .tuple(fc.constant(0xff), fc.integer({ min: 0xc0, max: 0xff }), fc.constant(0), fc.integer({ min: 2, max: 20 }))
    .map((all) => [...all]);
  const rest = fc.array(fc.oneof(marker, fc.array(fc.nat(255), { maxLength: 12 })), { maxLength: 12 }).map((all) => all.flat());
  fc.assert(
    fc.property(mark, rest, (first, then) => {
      const head = imageHead(Uint8Array.from([...first, ...then]));
      if (!head) return;
      expect(head.width).toBeGreaterThan(0);
      expect(head.height).toBeGreaterThan(0);
      expect(Number.isInteger(head.width) && Number.isInteger(head.height)).toBe(true);
    }),
    { numRuns: 3000, seed: 15 },
  );
});
