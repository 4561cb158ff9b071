import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it, test } from 'vitest';
import writeExcel from 'write-excel-file/universal';
import { importWorld } from '../../../worker/import-world.ts';
import { textAt } from './column.ts';
import { inferChoices } from './infer.ts';
import { readTable, type Table } from './table.ts';
import { fileOf } from './testing/files.ts';
import type { ReadingOptions, SourceFile } from './types.ts';

const world = importWorld();
const penguinsFile = 'node_modules/vega-datasets/data/penguins.json';
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const csv = (text: string, name = 'table.csv'): SourceFile => fileOf(name, utf8(text));

async function tableOf(file: SourceFile, options: ReadingOptions = {}): Promise<Table> {
  const read = await readTable(file, options, world);
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
  return read.value;
}

const refusal = async (file: SourceFile, options: ReadingOptions = {}): Promise<string | undefined> => {
  const read = await readTable(file, options, world);
  return read.ok ? undefined : read.diagnostics[0]?.code;
};

/** A table as rows of text, null where nothing is. */
const rowsOf = ({ columns, count }: Table): (string | null)[][] =>
  Array.from({ length: count }, (_, row) => columns.map((column) => textAt(column, row)));

const kindsOf = (table: Table): string[] => inferChoices(table).map(({ kind }) => kind);

describe('a table of text', () => {
  it('is read with any delimiter, with quoted line ends, and knows in which line a row begins', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = ['a,b', '1,"x\r\ny"', '2,"say ""hi"""', '', '3,z', ''].join('\r\n').replaceAll(',', delimiter);
      const table = await tableOf(csv(text));
      expect(table.reading).toMatchObject({ format: 'csv', delimiter, encoding: 'utf-8', header: true });
      expect(table.names).toEqual(['a', 'b']);
      expect(rowsOf(table)).toEqual([
        ['1', 'x\ny'],
        ['2', 'say "hi"'],
        ['3', 'z'],
      ]);
      expect([...table.lines]).toEqual([2, 4, 6]);
      expect(table.bad.count).toBe(0);
    }
  });

  it('counts ragged rows with their lines, and leaves them out or repairs them as it is told', async () => {
    const text = 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n13,14,15\n';
    const skipped = await tableOf(csv(text));
    expect(skipped.bad).toMatchObject({
      count: 2,
      byReason: { tooFew: 1, tooMany: 1 },
      shown: [
        { line: 3, reason: 'tooFew' },
        { line: 4, reason: 'tooMany' },
      ],
    });
    expect(rowsOf(skipped).map(([first]) => first)).toEqual(['1', '10', '13']);
    const repaired = await tableOf(csv(text), { malformed: 'repair' });
    expect(repaired.bad.count).toBe(2);
    expect(rowsOf(repaired).slice(1, 3)).toEqual([
      ['4', '5', null],
      ['6', '7', '8'],
    ]);
  });

  it('loses one line, not the rest, to a quotation mark without a partner', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => (i === 20 ? '"20,x' : `${i},y`));
    const text = `a,b\n${rows.join('\n')}\n`;
    const table = await tableOf(csv(text));
    expect(table.bad).toMatchObject({ count: 1, shown: [{ line: 22, reason: 'quotes' }] });
    expect(table.count).toBe(49);
    expect(table.lines[20]).toBe(23);
    const repaired = await tableOf(csv(text), { malformed: 'repair' });
    expect(rowsOf(repaired)[20]).toEqual(['"20', 'x']);
    const inside = await tableOf(csv('a,b\n"x"y,1\nz,2\n'));
    expect(inside.bad.shown[0]).toMatchObject({ line: 2, reason: 'quotes' });
  });

  it('holds a field of a million letters', async () => {
    const long = 'x'.repeat(1_000_000);
    const table = await tableOf(csv(`a,b\n1,${long}\n2,"${long}"\n`));
    expect(rowsOf(table).map(([, text]) => text?.length)).toEqual([1_000_000, 1_000_000]);
  });

  it('gives every column a name of its own', async () => {
    const table = await tableOf(csv('a,a,,__proto__,constructor\n1,2,3,4,5\n6,7,8,9,10\n'));
    expect(table.names).toEqual(['a', 'a (2)', 'column 3', '__proto__', 'constructor']);
    expect(table.renamed).toEqual(['a (2)', 'column 3']);
    expect(inferChoices(table).map(({ name }) => name)).toEqual(table.names);
  });

  it('needs no names', async () => {
    const table = await tableOf(csv('1,x\n2,y\n3,x\n'));
    expect(table).toMatchObject({ names: ['column 1', 'column 2'], count: 3, reading: { header: false } });
    expect((await tableOf(csv('1,x\n2,y\n3,x\n'), { header: true })).names).toEqual(['1', 'x']);
  });
});

test('what is no table is refused in words', async () => {
  expect(await refusal(csv(''))).toBe('import.empty');
  expect(await refusal(csv('a,b,c\n'))).toBe('import.noRows');
  const binary = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256);
  expect(await refusal(fileOf('picture.csv', binary))).toBe('import.noText');
  expect(await refusal(csv('[{"a":1', 'x.json'))).toBe('import.noList');
  expect(await refusal(fileOf('old.xlsx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)))).toBe(
    'import.oldWorkbook',
  );
  expect(await refusal(fileOf('x.xlsx', zipSync({ 'a.txt': utf8('x') }) as Uint8Array<ArrayBuffer>))).toBe('import.noWorkbook');
  expect(await refusal(fileOf('x.parquet', utf8('PAR1 and nothing else PAR1')))).toBe('import.noParquet');
  expect(await refusal(csv('a\n1\n'), { format: 'docx' })).toBe('import.badFormat');
});

test('a workbook that would unpack to more than memory holds is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(8) }, { level: 0 }) as Uint8Array<ArrayBuffer>;
  const view = new DataView(bomb.buffer);
  // The size that the directory at the end claims.
  for (let i = 0; i < bomb.length - 28; i++) if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 2 ** 31, true);
  expect(await refusal(fileOf('bomb.xlsx', bomb))).toBe('import.unpacksTooLarge');
});

test('encodings are told by their marks, their zeros, or what they look like', async () => {
  const text = '城市,年龄\n北京,31\n上海,45\n广州,27\n';
  const utf16 = (little: boolean): Uint8Array<ArrayBuffer> => {
    const bytes = new DataView(new ArrayBuffer(2 * text.length));
    for (let i = 0; i < text.length; i++) bytes.setUint16(2 * i, text.charCodeAt(i), little);
    return new Uint8Array(bytes.buffer);
  };
  // «城市,年龄 北京 上海 广州» in GBK, by hand: there is no encoder for it.
  const gbk: Readonly<Record<string, readonly [number, number]>> = {
    城: [0xb3, 0xc7],
    市: [0xca, 0xd0],
    年: [0xc4, 0xea],
    龄: [0xc1, 0xe4],
    北: [0xb1, 0xb1],
    京: [0xbe, 0xa9],
    上: [0xc9, 0xcf],
    海: [0xba, 0xa3],
    广: [0xb9, 0xe3],
    州: [0xd6, 0xdd],
  };
  const asGbk = Uint8Array.from([...text].flatMap((letter) => gbk[letter] ?? [letter.charCodeAt(0)]));
  const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = [
    ['utf-8', utf8(text)],
    ['utf-8', utf8(`\ufeff${text}`)],
    ['utf-16le', utf16(true)],
    ['utf-16be', utf16(false)],
    ['gb18030', asGbk],
  ];
  for (const [encoding, bytes] of cases) {
    const table = await tableOf(fileOf('cities.csv', bytes));
    expect([table.reading.encoding, ...table.names]).toEqual([encoding, '城市', '年龄']);
    expect(rowsOf(table)[0]).toEqual(['北京', '31']);
  }
  for (const [encoding, little] of [
    ['utf-16le', true],
    ['utf-16be', false],
  ] as const) {
    const lines = '\ufeff{"城市":"北京","年龄":31}\n{"城市":"上海","年龄":45}\n';
    const bytes = new DataView(new ArrayBuffer(2 * lines.length));
    for (let i = 0; i < lines.length; i++) bytes.setUint16(2 * i, lines.charCodeAt(i), little);
    const table = await tableOf(fileOf('cities.data', new Uint8Array(bytes.buffer)));
    expect([table.reading.format, table.reading.encoding, ...table.names]).toEqual(['jsonl', encoding, '城市', '年龄']);
    expect(rowsOf(table)[0]?.[0]).toBe('北京');
  }
  const western = Uint8Array.from('nom,âge\nélodie,31\nrené,45\n', (letter) => letter.charCodeAt(0));
  const french = await tableOf(fileOf('noms.csv', western));
  expect([french.reading.encoding, french.names[1]]).toEqual(['windows-1252', 'âge']);
  const corrected = await tableOf(fileOf('noms.csv', western), { encoding: 'gb18030' });
  expect(corrected.names[1]).not.toBe('âge');
  // What is not ASCII comes late.
  const late = Buffer.concat([utf8(`a,b\n${'1,x\n'.repeat(70_000)}`), asGbk.slice(10)]);
  expect((await tableOf(fileOf('late.csv', Uint8Array.from(late)))).reading.encoding).toBe('gb18030');
});

test('objects per line, and a list of objects, become the same table; what is none is counted', async () => {
  const lines = '{"a":1,"b":"x"}\nno json\n[1]\n\n{"b":"y","__proto__":3,"tags":["u","v"]}\n';
  const table = await tableOf(csv(lines, 'x.jsonl'));
  expect(table.names).toEqual(['a', 'b', '__proto__', 'tags']);
  expect(rowsOf(table)).toEqual([
    ['1', 'x', null, null],
    [null, 'y', '3', 'u|v'],
  ]);
  expect(table.bad).toMatchObject({
    count: 2,
    shown: [
      { line: 2, reason: 'json' },
      { line: 3, reason: 'noObject' },
    ],
  });
  const list = await tableOf(csv('[{"a":1,"b":"x"},{"b":"y","__proto__":3,"tags":["u","v"]}]', 'x.json'));
  expect(rowsOf(list)).toEqual(rowsOf(table));
});

test('Excel and Parquet give the same rows as text', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    size: i + 0.5,
    kind: i % 2 ? 'odd' : 'even',
    day: new Date(Date.UTC(2024, 0, i + 1)),
  }));
  const day = ({ day: date }: (typeof rows)[number]): string => date.toISOString().slice(0, 10);
  const text = await tableOf(csv(['size,kind,day', ...rows.map((row) => `${row.size},${row.kind},${day(row)}`)].join('\n')));
  const sheet = [
    ['size', 'kind', 'day'].map((value) => ({ value })),
    ...rows.map((row) => [{ value: row.size }, { value: row.kind }, { value: row.day, format: 'yyyy-mm-dd' }]),
  ];
  const blob = await (await writeExcel(sheet)).toBlob();
  const workbook = await tableOf(fileOf('x.xlsx', new Uint8Array(await blob.arrayBuffer())));
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'size', data: rows.map((row) => row.size), type: 'DOUBLE' },
      { name: 'kind', data: rows.map((row) => row.kind), type: 'STRING' },
      { name: 'day', data: rows.map((row) => row.day), type: 'TIMESTAMP' },
    ],
  });
  const columns = await tableOf(fileOf('x.parquet', new Uint8Array(buffer)));
  expect([workbook.reading.format, columns.reading.format]).toEqual(['xlsx', 'parquet']);
  for (const table of [workbook, columns]) {
    expect(table.names).toEqual(text.names);
    expect(rowsOf(table)).toEqual(rowsOf(text));
    expect(kindsOf(table)).toEqual(kindsOf(text));
  }
  expect(kindsOf(text)).toEqual(['number', 'yesno', 'date']);
});

const zipped = (bytes: Uint8Array): Uint8Array => gzipSync(bytes);
const asItIs = (bytes: Uint8Array): Uint8Array => bytes.slice();

/** A Zstandard frame that stores its bytes as they are (RFC 8878: one raw block in a single segment). */
function asZstd(bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(4 + 1 + 4 + 3 + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  frame[4] = 0b1010_0000;
  view.setUint32(5, bytes.length, true);
  const block = (bytes.length << 3) | 1;
  frame.set([block & 255, (block >> 8) & 255, block >> 16], 9);
  frame.set(bytes, 12);
  return frame;
}

const compressors = { GZIP: zipped, ZSTD: asZstd, BROTLI: asItIs };
const leavingRoom = { GZIP: (bytes: Uint8Array) => padded(bytes) };

test('Parquet is read in every compression that is in use; another one, and what claims more than there is or may be, is refused in words', async () => {
  const columnData = [
    { name: 'a', data: Array.from({ length: 500 }, (_, i) => i / 8), type: 'DOUBLE' as const },
    { name: 'b', data: Array.from({ length: 500 }, (_, i) => `word ${i % 7}`), type: 'STRING' as const },
  ];
  const written = (codec: 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'ZSTD' | 'BROTLI') =>
    fileOf('x.parquet', new Uint8Array(parquetWriteBuffer({ columnData, codec, compressors })));
  const plain = rowsOf(await tableOf(written('UNCOMPRESSED')));
  expect(plain[499]).toEqual(['62.375', 'word 2']);
  for (const codec of ['SNAPPY', 'GZIP', 'ZSTD'] as const) expect(rowsOf(await tableOf(written(codec))), codec).toEqual(plain);
  const refusedAs = async (file: ReturnType<typeof written>) => {
    const read = await readTable(file, {}, world);
    return read.ok ? '' : read.diagnostics[0]?.code;
  };
  expect(await refusedAs(written('BROTLI'))).toBe('import.noParquet');
  // A page of 5 kB that claims to become half a gigabyte.
  const page = new Uint8Array(
    parquetWriteBuffer({ columnData: columnData.slice(0, 1), codec: 'GZIP', compressors: leavingRoom }),
  );
  const claims = withClaim(page, 2 ** 29);
  expect(await refusedAs(fileOf('x.parquet', claims))).toBe('import.unpacksTooLarge');
});

/** Numbers as Thrift's compact protocol writes them: zigzag, seven bits a byte. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = 2 * value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

/** Ends with bytes that nothing reads. */
const room = 3;
const padded = (bytes: Uint8Array): Uint8Array => Uint8Array.from([...gzipSync(bytes), ...new Uint8Array(room)]);

/** What the first page of a file claims to become made another number, which takes the room of the bytes that nothing reads. */
function withClaim(bytes: Uint8Array, claim: number): Uint8Array<ArrayBuffer> {
  const numberAt = (start: number): { value: number; end: number } => {
    let [value, end] = [0, start];
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[end++] ?? 0;
      value += factor * (byte & 127);
      if (byte < 128) return { value: value / 2, end };
    }
  };
  // A page's header: its type, how large it becomes, how large it is.
  const place = bytes.findIndex((byte, i) => byte === 0x15 && bytes[i + 2] === 0x15);
  const becomes = numberAt(place + 3);
  const size = numberAt(becomes.end + 1);
  const made = varint(claim);
  const shorter = varint(size.value - (made.length - (becomes.end - place - 3)));
  if (made.length - (becomes.end - place - 3) !== room || shorter.length !== size.end - becomes.end - 1)
    throw new Error('no room');
  const header = [...bytes.subarray(0, place + 3), ...made, 0x15, ...shorter];
  const rest = bytes.subarray(size.end);
  const last = rest.findIndex((_, i) => i > size.value - 40 && rest[i] === 0 && rest[i + 1] === 0 && rest[i + 2] === 0);
  return Uint8Array.from([...header, ...rest.subarray(0, last), ...rest.subarray(last + room)]);
}

test('of a workbook with several sheets the first that holds anything is read, and the others are said', async () => {
  const sheet = (word: string) => [[{ value: 'a' }, { value: 'b' }], ...[1, 2, 3].map((value) => [{ value }, { value: word }])];
  const made = await writeExcel([
    { sheet: 'Cover', data: [] },
    { sheet: 'First', data: sheet('one') },
    { sheet: 'Second', data: sheet('two') },
  ]);
  const table = await tableOf(fileOf('x.xlsx', new Uint8Array(await (await made.toBlob()).arrayBuffer())));
  expect(rowsOf(table)[0]?.[1]).toBe('one');
  expect(table.notes).toMatchObject([{ code: 'import.otherSheets', values: { sheet: 'First', count: 1, some: 'Second' } }]);
});

test('the penguins of the npm package are what they are', async () => {
  const table = await tableOf(fileOf('penguins.json', new Uint8Array(readFileSync(penguinsFile))));
  expect(table.count).toBe(344);
  expect(Object.fromEntries(inferChoices(table).map(({ name, kind }) => [name, kind]))).toEqual({
    Species: 'category',
    Island: 'category',
    'Beak Length (mm)': 'number',
    'Beak Depth (mm)': 'number',
    'Flipper Length (mm)': 'number',
    'Body Mass (g)': 'number',
    Sex: 'yesno',
  });
  expect(table.columns.map(({ missing }) => missing)).toEqual([0, 0, 2, 2, 2, 2, 11]);
});

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', 'NA', '1e308', '-Infinity', '__proto__', '"', ',', '\n', '007', '12,5', '2020-02-30', '\u0000', '🐧'),
);

test('whatever rows are written as RFC 4180 says are read as they were, and nothing breaks on what is not', async () => {
  const rows = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const text = given.map((row) => row.map(quoted).join(',')).join('\n');
      const read = await readTable(
        csv(`${given[0]?.map((_, i) => `n${i}`).join(',')}\n${text}`),
        { delimiter: ',', header: true, encoding: 'utf-8' },
        world,
      );
      const kept = given.filter((row) => row.some((one) => one !== ''));
      if (!read.ok) {
        expect(kept).toEqual([]);
        return;
      }
      expect(read.value.bad.count).toBe(0);
      const shown = rowsOf(read.value).map((row) => row.map((one) => one ?? ''));
      const wanted = kept.map((row) => row.map((one) => one.replaceAll(/\r\n?/g, '\n').trim()));
      expect(shown.length).toBe(wanted.length);
      shown.flat().forEach((one, i) => {
        expect(['', wanted.flat()[i]]).toContain(one);
      });
    }),
    { numRuns: 80, seed: 15 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const read = await readTable(fileOf('any.csv', Uint8Array.from(bytes)), {}, world);
      if (read.ok) for (const column of read.value.columns) expect(column.count).toBe(read.value.count);
      else expect(read.diagnostics[0]?.code).toMatch(/^import\./);
    }),
    { numRuns: 150, seed: 15 },
  );
});
