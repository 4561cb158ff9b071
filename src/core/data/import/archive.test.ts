import fc from 'fast-check';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { at } from '../../util/assert-never.ts';
import { buildData } from './build.ts';
import type { ColumnChoice, Division } from './choices.ts';
import { textAt } from './column.ts';
import { inferChoices } from './infer.ts';
import { imageHead } from './media/image-head.ts';
import { resized } from './media/resize.ts';
import { packFiles } from './pack-files.ts';
import { ImportSession, restore, type SessionWorld } from './session.ts';
import { signatureOfDescribed } from './signature.ts';
import { readTable, type Table } from './table.ts';
import { fileOf } from './testing/files.ts';
import { decodePng, png } from './testing/png.ts';
import { wav } from './testing/wav.ts';
import type { ReadingOptions, SourceFile } from './types.ts';

const world: SessionWorld = { ...importWorld(), decodeImage: decodePng };
const division: Division = { by: 'random', seed: 1, train: 0.7, validation: 0.15 };
const origin = { name: 'Mine', file: { name: 'mine.zip', bytes: 1, hash: 'a'.repeat(64) } };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const zipped = (files: Zippable, name = 'mine.zip'): SourceFile => fileOf(name, zipSync(files) as Uint8Array<ArrayBuffer>);
const plain = (red: number, width = 8, height = 8): Uint8Array => png(width, height, () => [red, 20, 30]);

async function tableOf(file: SourceFile, options: ReadingOptions = {}): Promise<Table> {
  const read = await readTable(file, options, world);
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
  return read.value;
}

const refusal = async (file: SourceFile): Promise<string | undefined> => {
  const read = await readTable(file, {}, world);
  return read.ok ? undefined : read.diagnostics[0]?.code;
};

const rowsOf = ({ columns, count }: Table): (string | null)[][] =>
  Array.from({ length: count }, (_, row) => columns.map((column) => textAt(column, row)));
/** How many bytes each image has. */
const sizes = ({ media }: Table): number[] => [...media.values()].map((one) => (one.kind === 'image' ? one.pixels.length : 0));
const rolesOf = (choices: readonly ColumnChoice[]) => choices.map(({ name, kind, role }) => [name, kind, role]);

function built(table: Table, choices = inferChoices(table)) {
  const result = buildData(table, choices, division, origin);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join(' '));
  return result.value;
}

describe('an archive of images', () => {
  it('with a table of labels has a row for each of its rows, several columns of which are tasks of mixed kinds', async () => {
    const files: Zippable = { 'data/readme.md': utf8('x') };
    const lines = Array.from({ length: 40 }, (_, i) => {
      files[`data/images/${i}.png`] = plain(i);
      return `images/${i}.png,${i % 3 ? 'cat' : 'dog'},${i * 1.5}`;
    });
    files['data/labels.csv'] = utf8(`picture,animal,weight (kg)\n${lines.join('\n')}\nimages/99.png,cat,1\n`);
    const table = await tableOf(zipped(files));
    const choices = inferChoices(table);
    expect(rolesOf(choices)).toEqual([
      ['picture', 'image', 'feature'],
      ['animal', 'yesno', 'target'],
      ['weight (kg)', 'number', 'target'],
    ]);
    expect(table.bad.shown).toMatchObject([{ line: 42, reason: 'missingFile', text: expect.stringContaining('99.png') }]);
    expect(table.reading).toMatchObject({
      format: 'zip',
      encoding: 'utf-8',
      delimiter: ',',
      header: true,
      side: 32,
      grey: false,
    });
    const { described, tensors } = built(table);
    expect(signatureOfDescribed(described)).toMatchObject({
      inputs: [{ id: 'picture', shape: [32, 32, 3], dtype: 'f32' }],
      targets: [
        { id: 'animal', format: 'binary' },
        { format: 'values', unit: 'kg' },
      ],
      count: 40,
    });
    expect([...(tensors.inputs.picture?.slice(7 * 32 * 32 * 3, 7 * 32 * 32 * 3 + 3) ?? [])]).toEqual(
      [7, 20, 30].map((value) => Math.fround(value / 255)),
    );
  });

  it('without one takes folders as classes, the outermost as parts where they are named so', async () => {
    const files: Zippable = {};
    for (const part of ['train', 'val', 'test']) {
      for (const word of ['cat', 'dog']) for (let i = 0; i < 4; i++) files[`pets/${part}/${word}/${i}.png`] = plain(i);
    }
    const table = await tableOf(zipped(files));
    expect(rolesOf(inferChoices(table))).toEqual([
      ['file', 'image', 'feature'],
      ['split', 'category', 'split'],
      ['class', 'yesno', 'target'],
    ]);
    const flat = await tableOf(zipped({ 'a.png': plain(1), 'b.png': plain(2) }));
    expect(flat.names).toEqual(['file']);
    // Pictures alone say nothing that could be learned.
    expect(rolesOf(inferChoices(flat))).toEqual([['file', 'image', 'feature']]);
  });

  it('without any colour has one channel, unless it is told otherwise; digits keep their size', async () => {
    const grey = (value: number, side: number): Uint8Array => png(side, side, () => [value, value, value]);
    const files: Zippable = { 'a/1.png': grey(9, 28), 'b/2.png': grey(200, 28) };
    const table = await tableOf(zipped(files));
    expect(table.reading).toMatchObject({ side: 28, grey: true });
    expect(sizes(table)).toEqual([784, 784]);
    const coloured = await tableOf(zipped(files), { side: 48, grey: false });
    expect(sizes(coloured)).toEqual([48 * 48 * 3, 48 * 48 * 3]);
  });

  it('is named by its rows with or without folders and extensions, in any order, and says which files no row names', async () => {
    const files: Zippable = { 'x/a.png': plain(1), 'x/b.PNG': plain(2), 'y/c.png': plain(3) };
    files['labels.jsonl'] = utf8('{"label":"u","id":"c"}\n{"label":"v","id":"C:\\\\old\\\\x\\\\a.png"}\n');
    const table = await tableOf(zipped(files));
    expect(rowsOf(table)).toEqual([
      ['u', 'y/c.png'],
      ['v', 'x/a.png'],
    ]);
    expect(table.notes).toMatchObject([{ code: 'import.unusedFiles', values: { count: 1, some: 'x/b.PNG' } }]);
  });

  it('knows boxes by the names of four columns, in pixels or as shares, and what is no box', async () => {
    const files: Zippable = {};
    const rows = ['f,x,y,w,h,kind'];
    for (let i = 0; i < 30; i++) {
      files[`${i}.png`] = plain(i, 40, 20);
      rows.push(
        i === 3 ? '3,,,,,a' : i === 4 ? '4,50,2,10,10,b' : i === 5 ? '5,1,,3,4,b' : `${i},10,5,20,10,${i % 2 ? 'a' : 'b'}`,
      );
    }
    files['labels.csv'] = utf8(rows.join('\n'));
    const table = await tableOf(zipped(files));
    const choices = inferChoices(table);
    expect(choices.map(({ role }) => role)).toEqual(['feature', 'box', 'box', 'box', 'box', 'target']);
    const { described, tensors } = built(table, choices);
    expect(signatureOfDescribed(described).targets.map(({ id, format }) => [id, format])).toEqual([
      ['box', 'box'],
      ['kind', 'binary'],
    ]);
    const box = (row: number): number[] => [...(tensors.targets.box?.slice(5 * row, 5 * row + 5) ?? [])];
    expect(box(0)).toEqual([1, 0.5, 0.5, 0.5, 0.5]);
    expect(box(3)).toEqual([0, 0, 0, 0, 0]);
    expect([...box(4), ...box(5)].every(Number.isNaN)).toBe(true);
    expect(described.columns[1]?.labelled).toBe(28);
    // The same boxes as shares of the images, by corners.
    const shares = rows.map((line, i) => {
      const [f, x, y, w, h, kind] = line.split(',');
      if (i === 0) return 'f,xmin,ymin,xmax,ymax,kind';
      const end = (start: string | undefined, extent: string | undefined, of: number) =>
        start && extent ? (Number(start) + Number(extent)) / of : '';
      const share = (value: string | undefined, of: number) => (value ? Number(value) / of : '');
      return [f, share(x, 40), share(y, 20), end(x, w, 40), end(y, h, 20), kind].join(',');
    });
    const asShares = built(await tableOf(zipped({ ...files, 'labels.csv': utf8(shares.join('\n')) })));
    expect(asShares.described.columns[1]?.fit).toEqual({ as: 'box', says: 'left', pixels: false });
    expect(asShares.tensors.targets.box).toEqual(tensors.targets.box);
    const session = new ImportSession(world);
    await session.read(zipped(files), {}, () => undefined);
    const { diagnostics } = await session.judge(choices, division);
    expect(diagnostics).toMatchObject([{ code: 'import.badBoxes', where: 'column:x', values: { count: 2, line: 6 } }]);
    const three = choices.map((choice): ColumnChoice => (choice.name === 'h' ? { ...choice, role: 'none' } : choice));
    expect((await session.judge(three, division)).diagnostics.map(({ code }) => code)).toContain('import.boxColumns');
  });
});

test('an image that is truncated, too wide, animated or none is counted with its row; an animation keeps its first frame where it is repaired', async () => {
  const whole = plain(7);
  const wide = png(4, 4, () => [1, 2, 3]);
  new DataView(wide.buffer).setUint32(16, 30_000);
  const files: Zippable = {
    'a/1.png': whole,
    'a/2.png': whole.subarray(0, whole.length - 20),
    'b/3.png': wide,
    'b/4.png': png(4, 4, () => [1, 2, 3], 3),
    'b/5.png': utf8('no image'),
    'b/6.png': whole,
  };
  const skipped = await tableOf(zipped(files));
  expect(skipped.bad.shown).toMatchObject([
    { reason: 'truncated', text: expect.stringContaining('a/2.png') },
    { reason: 'tooWide', text: expect.stringContaining('b/3.png') },
    { reason: 'animated', text: expect.stringContaining('b/4.png') },
    { reason: 'noImage', text: expect.stringContaining('b/5.png') },
  ]);
  expect(skipped.count).toBe(2);
  const repaired = await tableOf(zipped(files), { malformed: 'repair' });
  expect(rowsOf(repaired).map(([path]) => path)).toEqual(['a/1.png', 'b/4.png', 'b/6.png']);
  expect(repaired.bad.count).toBe(4);
});

test('an archive that is none, has a password, leads out of itself, or would fill the memory is refused or cleared in words', async () => {
  const whole = zipSync({ 'a/1.png': plain(1), 'b/2.png': plain(2), '../evil.png': plain(3), '/etc/x.png': plain(4) });
  const table = await tableOf(fileOf('mine.zip', whole as Uint8Array<ArrayBuffer>));
  expect(rowsOf(table).map(([path]) => path)).toEqual(['a/1.png', 'b/2.png']);
  expect(table.notes).toMatchObject([{ code: 'import.unsafePaths', values: { count: 2 } }]);
  const directory = (change: (view: DataView, place: number) => void): Uint8Array<ArrayBuffer> => {
    const copy = Uint8Array.from(whole);
    const view = new DataView(copy.buffer);
    for (let i = 0; i < copy.length - 46; i++) if (view.getUint32(i, true) === 0x02014b50) change(view, i);
    return copy;
  };
  const locked = directory((view, place) => view.setUint16(place + 8, 1, true));
  expect(await refusal(fileOf('locked.zip', locked))).toBe('import.encryptedArchive');
  const claims = directory((view, place) => view.setUint32(place + 24, 2 ** 31, true));
  expect(await refusal(fileOf('bomb.zip', claims))).toBe('import.unpacksTooLarge');
  // It says less than it holds: nothing beyond what it says is unpacked.
  const lies = zipSync({ 'a/1.png': new Uint8Array(2 ** 24), 'b/2.png': plain(2) }) as Uint8Array<ArrayBuffer>;
  const view = new DataView(lies.buffer);
  for (let i = 0; i < lies.length - 46; i++) if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 500, true);
  const lied = await readTable(fileOf('lies.zip', lies), {}, world);
  expect(lied.ok ? [] : lied.diagnostics).toMatchObject([{ code: 'import.noRows', values: { malformed: 2 } }]);
  expect(await refusal(fileOf('half.zip', Uint8Array.from(whole.subarray(0, 90))))).toBe('import.badArchive');
  expect(await refusal(zipped({ 'notes.md': utf8('nothing') }))).toBe('import.nothingInArchive');
});

test('files of a kind that is not read, and tables beside the labels, are said; what every archive has is not', async () => {
  const files: Zippable = {
    'a/1.png': plain(1),
    'b/2.png': plain(2),
    'b/3.gif': utf8('GIF89a'),
    'b/4.wav': wav([new Float32Array(800).fill(0.5)], 8000, 16),
    'labels.csv': utf8('file,what\na/1.png,x\nb/2.png,y\n'),
    'prices.csv': utf8('item,price\npen,2\n'),
    'README.md': utf8('read me'),
    '__MACOSX/a/._1.png': utf8('x'),
    '.DS_Store': utf8('x'),
  };
  const table = await tableOf(zipped(files));
  const said = table.notes.map(({ code, values }) => [code, values?.count, values?.some]);
  expect(said).toContainEqual(['import.leftOut', 2, 'b/3.gif, b/4.wav']);
  expect(said).toContainEqual(['import.otherTables', 1, 'prices.csv']);
  expect(await refusal(zipped({ 'a.csv': utf8('a,b\n1,2\n'), 'b.csv': utf8('a,b\n1,2\n') }))).toBe('import.severalTables');
});

test('a table alone in an archive is that table', async () => {
  const table = await tableOf(zipped({ 'data.csv': utf8('a,b\n1,x\n2,y\n3,x\n') }));
  expect(rowsOf(table)).toEqual([
    ['1', 'x'],
    ['2', 'y'],
    ['3', 'x'],
  ]);
});

test('the files of a folder make the same archive in whatever order they come, which gives the same data again from its description', async () => {
  const files = Array.from({ length: 30 }, (_, i) => ({
    path: `pets/${i % 2 ? 'cat' : 'dog'}/${i}.png`,
    bytes: new Blob([plain(8 * i) as Uint8Array<ArrayBuffer>]),
  }));
  const pack = async (all: typeof files): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await new Blob([...(await packFiles(all, () => undefined))] as Blob[]).arrayBuffer());
  const [one, other] = [await pack(files), await pack([...files].reverse())];
  expect(other).toEqual(one);
  const session = new ImportSession(world);
  const read = await session.read(fileOf('pets.zip', one), { side: 28 }, () => undefined);
  if (!read.ok) throw new Error('the folder is read');
  const made = await session.build(read.value.choices, division, 'Pets');
  if (!made.ok) throw new Error('the folder is used');
  const again = await restore(
    fileOf('renamed.zip', other),
    { id: made.value.id, described: made.value.described },
    world,
    () => undefined,
  );
  expect(again.ok && again.value.layout).toEqual(made.value.layout);
  expect(again.ok && new Uint8Array(await again.value.packed.arrayBuffer())).toEqual(
    new Uint8Array(await made.value.packed.arrayBuffer()),
  );
});

describe('scaling', () => {
  it('is the mean of the area that a pixel covers', () => {
    const data = Uint8Array.from([0, 100, 200, 60].flatMap((value) => [value, value, value, 255]));
    expect([...resized({ width: 2, height: 2, data }, 1)]).toEqual([90, 90, 90]);
    expect([...resized({ width: 2, height: 2, data }, 2)].filter((_, i) => i % 3 === 0)).toEqual([0, 100, 200, 60]);
    // Three places over two pixels: the middle one covers half of each.
    expect([...resized({ width: 4, height: 1, data }, 2)].slice(0, 6).filter((_, i) => i % 3 === 0)).toEqual([50, 130]);
    const glass = Uint8Array.of(0, 0, 0, 51);
    expect([...resized({ width: 1, height: 1, data: glass }, 1)]).toEqual([204, 204, 204]);
  });

  it('keeps a plain colour, and the mean of an image, at every size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(255),
        (width, height, side, value) => {
          const flat = new Uint8Array(4 * width * height).fill(value).map((byte, i) => (i % 4 === 3 ? 255 : byte));
          expect(new Set(resized({ width, height, data: flat }, side))).toEqual(new Set([value]));
          const data = flat.map((byte, i) => (i % 4 === 3 ? 255 : (i * 37 + byte) % 256));
          const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one / all.length, 0);
          const reds = (all: Uint8Array, step: number): number[] => [...all].filter((_, i) => i % step === 0);
          expect(Math.abs(mean(reds(resized({ width, height, data }, side), 3)) - mean(reds(data, 4)))).toBeLessThanOrEqual(0.5);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('heads of JPEG and WebP say size, end and movement', () => {
  const jpeg = Uint8Array.of(
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    1,
    2,
    0xff,
    0xc0,
    0,
    11,
    8,
    0x01,
    0x02,
    0x03,
    0x04,
    1,
    0,
    0,
    0,
    0xff,
    0xda,
    9,
    9,
    0xff,
    0xd9,
  );
  expect(imageHead(jpeg)).toEqual({ type: 'image/jpeg', width: 0x304, height: 0x102, animated: false, whole: true });
  expect(imageHead(jpeg.subarray(0, jpeg.length - 2))).toMatchObject({ whole: false });
  const webp = new Uint8Array(30);
  webp.set(utf8('RIFF'), 0);
  webp.set(utf8('WEBPVP8X'), 8);
  webp.set([22], 4);
  webp.set([2], 20);
  webp.set([99, 0, 0, 49, 0, 0], 24);
  expect(imageHead(webp)).toEqual({ type: 'image/webp', width: 100, height: 50, animated: true, whole: true });
  webp[4] = 200;
  expect(imageHead(webp)).toMatchObject({ whole: false });
});

test('whatever a byte of an archive becomes, it is read, or refused in words', async () => {
  const bytes = zipSync({
    'labels.csv': utf8('file,kind\na.png,u\nb.png,v\nc.png,u\n'),
    'a.png': plain(1),
    'b.png': plain(2),
    'c.png': plain(3),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [place, value] of changes) changed[place] = value;
        const read = await readTable(fileOf('mine.zip', changed), { format: 'zip' }, world);
        if (!read.ok) expect(read.diagnostics[0]?.code).toMatch(/^import\./);
        else {
          const { count, bad } = read.value;
          expect(count + bad.count).toBeGreaterThan(0);
          for (const column of read.value.columns) expect(column.count).toBe(count);
          // What a column of images names is there.
          const image = inferChoices(read.value).findIndex(({ kind }) => kind === 'image');
          for (const row of image < 0 ? [] : rowsOf(read.value)) {
            expect(read.value.media.has(at<string | null>(row, image) ?? '')).toBe(true);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});
