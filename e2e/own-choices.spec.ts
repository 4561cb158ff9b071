import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type FileChooser, type Page } from 'playwright/test';
import { png } from '../src/core/data/import/testing/png.ts';
import { expectAccessible } from './accessible.ts';
import { projectOf, reopen, test } from './shared-page.ts';

type Files = Parameters<FileChooser['setFiles']>[0];

/** Opens the dialog, where it is not, and gives it files. */
async function give(page: Page, button: 'Choose a file…' | 'Images or sounds…', files: Files): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Use your own data…' }).click();
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
}

const file = (name: string, text: string, encoding: BufferEncoding = 'utf8') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text, encoding),
});

interface Described {
  readonly name: string;
  readonly file: { readonly delimiter: string; readonly encoding: string; readonly header: boolean; readonly malformed: string };
  readonly division: { readonly by: string; readonly train: number };
  readonly columns: readonly {
    readonly name: string;
    readonly kind: string;
    readonly role: string;
    readonly fit?: { readonly levels?: readonly string[] };
  }[];
}

test('what a file is and what its columns are can be corrected, by mouse and by keyboard; reading says what it takes and can be given up; what is kept is renamed, saved and deleted', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const dialog = page.getByRole('dialog', { name: 'Your own data' });

  await test.step('a large file says how far it is and what it will take, and is given up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'own-choices-'));
    const large = join(folder, 'large.csv');
    const row = `${'0.123456789,'.repeat(20)}x\n`;
    writeFileSync(large, row.repeat(Math.floor(120_000_000 / row.length)));
    await give(page, 'Choose a file…', large);
    const reading = dialog.getByRole('status').filter({ hasText: /Reading large\.csv: \d+ %/ });
    await expect(reading).toBeVisible();
    await expect(dialog.getByText(/^About \d.* MB of memory will hold it\.$/)).toBeVisible();
    await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /[1-9]/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    rmSync(folder, { recursive: true });
  });

  const grades = ['awful', 'so-so', 'superb'];
  const lines = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 23},5;${grades[i % 3]};${1 + (i % 3)};${i % 2 ? 'a' : 'b'}`);
  lines.splice(10, 0, '1,5;so-so');
  await give(page, 'Choose a file…', file('âges.csv', `âge;note;stars;klasse\n${lines.join('\n')}\n`, 'latin1'));
  await expect(dialog.getByText('60 rows, 4 columns')).toBeVisible();

  await test.step('encoding, delimiter, names and malformed rows', async () => {
    const encoding = dialog.getByLabel('Encoding');
    await expect(encoding).toHaveValue('windows-1252');
    await expect(dialog.getByLabel('Kind of âge')).toBeVisible();
    await encoding.selectOption('gb18030');
    await expect(dialog.getByLabel('Kind of âge')).toHaveCount(0);
    await encoding.selectOption('windows-1252');
    await expect(dialog.getByLabel('Kind of âge')).toBeVisible();
    const delimiter = dialog.getByLabel('Delimiter');
    await expect(delimiter).toHaveValue(';');
    await delimiter.selectOption('|');
    await expect(dialog.getByText(/ rows, 1 column/)).toBeVisible();
    await delimiter.selectOption(';');
    await expect(dialog.getByText('60 rows, 4 columns')).toBeVisible();
    await dialog.getByLabel('The first row holds names').uncheck();
    await expect(dialog.getByText('61 rows, 4 columns')).toBeVisible();
    await dialog.getByLabel('The first row holds names').check();
    await expect(dialog.getByText('60 rows, 4 columns')).toBeVisible();
    await dialog.getByText('1 malformed row is left out').click();
    await expect(dialog.getByText('Line 12: too few fields')).toBeVisible();
    await dialog.getByLabel('Malformed rows').selectOption('repair');
    await expect(dialog.getByText('61 rows, 4 columns')).toBeVisible();
    await expect(dialog.getByText('1 malformed row was repaired')).toBeVisible();
  });

  await test.step('kinds, by mouse and by keyboard, and the order of levels', async () => {
    await dialog.getByLabel('Kind of note').selectOption('Ordered');
    const order = dialog.getByRole('button', { name: /^Order of note, from least to most: / });
    await expect(order).toHaveText('awful < so-so < superb');
    await order.click();
    await expectAccessible(page, '.own-data');
    await dialog.getByRole('button', { name: 'superb of note: further up' }).click();
    await expect(order).toHaveText('awful < superb < so-so');
    // The keys have stayed with the level, and move it on; at the end nothing happens.
    await page.keyboard.press('Enter');
    await expect(order).toHaveText('superb < awful < so-so');
    await page.keyboard.press('Enter');
    await expect(order).toHaveText('superb < awful < so-so');
    await dialog.getByLabel('Kind of stars').focus();
    await page.keyboard.type('Cat');
    await expect(dialog.getByLabel('Kind of stars')).toHaveValue('category');
    await dialog.getByLabel('Use of note').selectOption('Target (a task)');
    await expect(dialog.getByText('a head for each of 2 tasks')).toBeVisible();
  });

  await test.step('division and name', async () => {
    await dialog.getByRole('combobox', { name: 'Split', exact: true }).selectOption('at random, alike in every part');
    await dialog.getByRole('textbox', { name: 'Training %' }).fill('60');
    await expect(dialog.getByText('to train on')).toContainText(/^3[67] to train on/);
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Marks of mine');
    await expect(dialog.getByText(/^Preparing it takes up to \d.* of memory; \d.* stays for training\.$/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Use this data' }).click();
    await expect(dialog).toBeHidden();
    // The example before has two tasks as well.
    await expect.poll(async () => (await projectOf(page)).data).toMatchObject({ options: { name: 'Marks of mine' } });
    await expect(page.locator('.task-card')).toHaveCount(2);
    const described: Described = JSON.parse(JSON.stringify((await projectOf(page)).data)).options;
    expect(described).toMatchObject({
      name: 'Marks of mine',
      file: { delimiter: ';', encoding: 'windows-1252', header: true, malformed: 'repair' },
      division: { by: 'stratified', train: 0.6 },
    });
    expect(described.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['âge', 'number'],
      ['note', 'ordered'],
      ['stars', 'category'],
      ['klasse', 'yesno'],
    ]);
    expect(described.columns[1]?.fit?.levels).toEqual(['superb', 'awful', 'so-so']);
  });

  await test.step('what is kept', async () => {
    await page.getByRole('button', { name: 'Use your own data…' }).click();
    const name = dialog.getByRole('textbox', { name: 'Name of Marks of mine' });
    await name.fill('Old marks');
    await name.blur();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save Old marks as a file' }).click();
    expect((await saved).suggestedFilename()).toBe('âges.csv');
    expect(readFileSync(await (await saved).path(), 'latin1')).toContain('âge;note;stars;klasse\n');
    await dialog.getByRole('button', { name: 'Delete Old marks' }).click();
    await expect(dialog.getByRole('button', { name: 'Delete Old marks' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  });
});

/** A WebP of one frame, several times over, as an animation (RFC 9649): a head that says so, how it is played, and each frame in a chunk of its own. */
function animatedWebp(still: Buffer, width: number, height: number): Buffer<ArrayBuffer> {
  const chunk = (type: string, data: Buffer): Buffer<ArrayBuffer> => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const int24 = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
  const size = Buffer.concat([int24(width - 1), int24(height - 1)]);
  // The frame alone, without what else a browser may write beside it.
  let place = 12;
  while (!/^VP8[ L]$/.test(still.toString('latin1', place, place + 4)))
    place += 8 + 2 * Math.ceil(still.readUInt32LE(place + 4) / 2);
  const frame = still.subarray(place, place + 8 + 2 * Math.ceil(still.readUInt32LE(place + 4) / 2));
  const shown = chunk('ANMF', Buffer.concat([int24(0), int24(0), size, int24(100), Buffer.from([2]), frame]));
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    chunk('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])),
    chunk('ANIM', Buffer.alloc(6)),
    shown,
    shown,
  ]);
  return chunk('RIFF', body);
}

test('pictures that are chosen at once, JPEG and WebP as this browser writes them, are decoded; of animations the first frame, where they are repaired', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const drawn = await page.evaluate(async () => {
    const pictures: [name: string, bytes: number[]][] = [];
    for (const [type, colour] of [
      ['jpeg', 'rgb(200, 40, 40)'],
      ['webp', 'rgb(40, 40, 200)'],
    ] as const) {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [48, 32];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = colour;
      context.fillRect(0, 0, 48, 32);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, `image/${type}`));
      if (blob?.type !== `image/${type}`) throw new Error(`no ${type}`);
      pictures.push([`one.${type}`, [...new Uint8Array(await blob.arrayBuffer())]]);
    }
    return pictures;
  });
  const files = drawn.map(([name, bytes]) => ({ name, mimeType: 'image/*', buffer: Buffer.from(bytes) }));
  const still = files.find(({ name }) => name === 'one.webp')?.buffer ?? Buffer.alloc(0);
  files.push({ name: 'moves.webp', mimeType: 'image/webp', buffer: animatedWebp(still, 48, 32) });
  files.push({ name: 'moves.png', mimeType: 'image/png', buffer: Buffer.from(png(48, 32, () => [40, 200, 40], 3)) });
  await give(page, 'Images or sounds…', files);
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByText('2 rows, 1 column')).toBeVisible();
  await dialog.getByText('2 malformed rows are left out').click();
  await expect(dialog.getByText('the image moves: “repair” takes its first frame')).toHaveCount(2);
  await dialog.getByLabel('Malformed rows').selectOption('repair');
  await expect(dialog.getByText('4 rows, 1 column')).toBeVisible();
  // What is shown is what a network gets: each in its colour, which the lossy ones keep nearly.
  for (const [name, colour] of [
    ['one.jpeg', [200, 40, 40]],
    ['one.webp', [40, 40, 200]],
    ['moves.webp', [40, 40, 200]],
    ['moves.png', [40, 200, 40]],
  ] as const) {
    const middle = await dialog.getByRole('img', { name, exact: true }).evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('pictures are drawn on canvases');
      const { width, height } = canvas;
      return [...(canvas.getContext('2d')?.getImageData(Math.floor(width / 2), Math.floor(height / 2), 1, 1).data ?? [])];
    });
    colour.forEach((value, channel) => {
      expect(Math.abs((middle[channel] ?? 0) - value), `${name}: ${middle.join()}`).toBeLessThan(16);
    });
  }
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
});
