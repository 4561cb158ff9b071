import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, type FileChooser, type Locator, type Page } from 'playwright/test';
import { png } from '../src/core/data/import/testing/png.ts';
import { expectAccessible } from './accessible.ts';
import { tone } from './microphone.ts';
import { projectOf, reopen, test } from './shared-page.ts';
import { expectIdle } from './support.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** An image of one square, red or blue, of so many pixels. */
const square = (red: boolean, size: number, left: number, top: number): Uint8Array =>
  png(24, 24, (x, y) => {
    const inside = x >= left && x < left + size && y >= top && y < top + size;
    return inside ? (red ? [220, 30, 30] : [30, 60, 220]) : [240, 240, 240];
  });

/** Presses what asks for files, and gives them. */
async function choose(page: Page, button: Locator, files: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(files);
}

/** 200 small images: which of two colours a square has, and how large it is; one more is cut off in its middle. */
function squares(): Buffer {
  const files: Record<string, Uint8Array> = {};
  const lines = ['file,colour,size'];
  for (let i = 0; i < 200; i++) {
    const [red, size] = [i % 2 === 0, 4 + ((i * 7) % 18)];
    const [left, top] = [(i * 5) % (24 - size + 1), (i * 11) % (24 - size + 1)];
    files[`images/${i}.png`] = square(red, size, left, top);
    lines.push(`${i}.png,${red ? 'red' : 'blue'},${size}`);
  }
  files['images/cut.png'] = (files['images/0.png'] ?? new Uint8Array(0)).subarray(0, 60);
  lines.push('cut.png,red,4');
  files['labels.csv'] = text(lines.join('\n'));
  return Buffer.from(zipSync(files));
}

/** What the page's own scripts reach on the test part after so many epochs. */
const trained = (page: Page, epochs: number): Promise<Record<string, Record<string, number>>> =>
  page.evaluate(async (count) => {
    await window.playground?.train({ epochs: count });
    return JSON.parse(JSON.stringify(await window.playground?.evaluate('test')));
  }, epochs);

test('a zip of 200 images with two columns of labels becomes two tasks that learn from pictures; the image that is cut off is said', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles({ name: 'squares.zip', mimeType: 'application/zip', buffer: squares() });
  await expect(dialog.getByText('200 rows, 3 columns')).toBeVisible();
  await dialog.getByText('1 malformed row is left out').click();
  await expect(dialog.getByText('the file ends too early')).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'images/0.png' })).toBeVisible();
  await expect(dialog.getByText('a head for each of 2 tasks')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Images become').selectOption('28');
  await expect(dialog.getByLabel('Images become')).toHaveValue('28');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await projectOf(page)).tasks.map(({ name }) => name)).toEqual(['colour: red', 'size']);
  await expect(page.locator('.task-card')).toHaveCount(2);
  const reached = await trained(page, 30);
  expect(Object.keys(reached)).toEqual(['colour', 'size']);
  expect(reached.colour?.accuracy).toBeGreaterThan(0.9);
  expect(reached.size?.r2).toBeGreaterThan(0.5);
  // Where each task looks: both have a map over the same picture, and they are not the same.
  await page.getByRole('tab', { name: 'Answers', exact: true }).click();
  const covered = page.getByRole('region', { name: 'What in a picture each task goes by' });
  await covered.getByRole('button', { name: 'Cover patch by patch' }).click();
  const maps = covered.locator('.answers-occlusion');
  await expect(maps).toHaveCount(2);
  const shades = await maps.evaluateAll((figures) =>
    figures.map((figure) => [...figure.querySelectorAll('rect')].map((place) => place.getAttribute('fill-opacity')).join()),
  );
  expect(new Set(shades).size).toBe(2);
  // A picture of the visitor's, and then many: «colour» asks whether it is red.
  await page.getByRole('tab', { name: 'Try it' }).click();
  const red = { name: 'red.png', mimeType: 'image/png', buffer: Buffer.from(square(true, 12, 3, 5)) };
  const blue = { name: 'blue.png', mimeType: 'image/png', buffer: Buffer.from(square(false, 12, 3, 5)) };
  for (const [picture, said] of [
    [red, 'yes'],
    [blue, 'no'],
  ] as const) {
    await choose(page, page.getByRole('button', { name: 'A picture…' }), [picture]);
    await expect(page.getByTestId('said-colour')).toHaveText(said);
  }
  await choose(page, page.getByRole('button', { name: 'A picture…' }), [{ ...red, buffer: red.buffer.subarray(0, 50) }]);
  await expect(page.getByRole('alert').filter({ hasText: 'red.png cannot be decoded as a picture.' })).toBeVisible();
  const download = page.waitForEvent('download');
  await choose(page, page.getByRole('button', { name: 'Predict for a file…' }), [red, blue]);
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.map((line) => line.split(',').slice(0, 2))).toEqual([
    ['file', expect.stringContaining('colour')],
    ['blue.png', 'no'],
    ['red.png', 'yes'],
  ]);
  await expect(page.locator('.file-predictions').getByRole('status')).toContainText('predictions for 2 rows');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await expect(page.locator('.sample-image').first()).toBeVisible();
});

test('a folder whose folders are classes comes in as it is chosen, and as it is dropped; where there is no room to keep it, what may go is asked, and it is kept; a document that was taken elsewhere asks for it', async ({
  shared: page,
  browser,
}) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'own-media-')), 'shades');
  for (const name of ['dark', 'light']) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < 20; i++) {
      const shade = name === 'dark' ? i : 235 + i;
      writeFileSync(
        join(folder, name, `${i}.png`),
        png(12, 9, () => [shade, shade, shade]),
      );
    }
  }
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await choose(page, dialog.getByRole('button', { name: 'A folder…' }), folder);
  await expect(dialog.getByText('40 rows, 2 columns')).toBeVisible();
  await expect(dialog.getByLabel('Grey')).toBeChecked();
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.task-card')).toHaveCount(1);
  expect((await trained(page, 10)).class?.accuracy).toBe(1);

  // Elsewhere the document asks for its files, which are the same folder.
  const document = await page.evaluate(() => JSON.stringify(window.playground?.project()));
  const elsewhere = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await elsewhere.goto(page.url().replace(/#.*/, '#executor=wasm'));
  await expectIdle(elsewhere);
  await elsewhere.evaluate((text) => window.playground?.load({ project: JSON.parse(text) }), document);
  const asks = elsewhere.getByRole('region', { name: /^This document needs / });
  await expect(elsewhere.getByRole('combobox', { name: 'Data set', exact: true })).toHaveValue('shades');
  // On a phone its words have the whole width, with the buttons below.
  const size = elsewhere.viewportSize() ?? { width: 1280, height: 720 };
  await elsewhere.setViewportSize({ width: 390, height: 844 });
  const said = asks.getByText('It describes the data but does not carry it');
  await expect.poll(async () => (await said.boundingBox())?.width ?? 0).toBeGreaterThan(300);
  await elsewhere.setViewportSize(size);
  // It can be taken home and linked to as it is, without the bytes.
  await elsewhere.getByRole('button', { name: 'Export' }).click();
  const taken = elsewhere.waitForEvent('download');
  await elsewhere.getByRole('menuitem', { name: /document/i }).click();
  expect(JSON.parse(readFileSync(await (await taken).path(), 'utf8')).data.dataset).toBe(JSON.parse(document).data.dataset);
  await choose(elsewhere, asks.getByRole('button', { name: 'Choose the file…' }), [
    { name: 'other.png', mimeType: 'image/png', buffer: Buffer.from(square(true, 5, 5, 5)) },
  ]);
  await expect(asks).toContainText('other.png');
  await choose(elsewhere, asks.getByRole('button', { name: 'A folder…' }), folder);
  await expectIdle(elsewhere);
  await expect(asks).toBeHidden();
  expect((await trained(elsewhere, 10)).class?.accuracy).toBe(1);
  await elsewhere.context().close();

  await reopen(page, 'toy-related');
  // A disk that is full until something on it was deleted.
  await page.evaluate(() => {
    const { put, delete: remove } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
      if (this.name === 'own-data') throw new DOMException('The disk is full.', 'QuotaExceededError');
      return put.apply(this, given);
    };
    IDBObjectStore.prototype.delete = function (this: IDBObjectStore, ...given: Parameters<typeof remove>) {
      if (this.name === 'own-data') IDBObjectStore.prototype.put = put;
      return remove.apply(this, given);
    };
  });
  const session = await page.context().newCDPSession(page);
  // Another folder: what is kept already needs no room.
  writeFileSync(
    join(folder, 'light', '20.png'),
    png(12, 9, () => [255, 255, 255]),
  );
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data });
  }
  await expect(dialog.getByText('41 rows, 2 columns')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  const room = page.getByRole('dialog', { name: 'No room for your data' });
  await expect(room).toContainText('The disk is full.');
  await expectAccessible(page);
  await room
    .getByRole('checkbox', { name: /^Data: / })
    .first()
    .check();
  await room.getByRole('button', { name: /^Delete for good/ }).click();
  await expect(room).toBeHidden();
  await session.detach();
  rmSync(folder, { recursive: true });
});

/** Forty frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz, one channel, which hold nothing: silence of about a second. */
const silentMp3 = (): Uint8Array => {
  const frame = new Uint8Array(417);
  frame.set([0xff, 0xfb, 0x90, 0xc4]);
  return Uint8Array.from(Array.from({ length: 40 }, () => [...frame]).flat());
};

/** Records until the microphone has been heard for long enough to be cut into frames. */
const record = (page: Page): Promise<void> =>
  expect(async () => {
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(analyser);
      const wave = new Float32Array(analyser.fftSize);
      for (let heardSince = Number.POSITIVE_INFINITY; context.currentTime < heardSince + 0.4; ) {
        await new Promise((drawn) => requestAnimationFrame(drawn));
        analyser.getFloatTimeDomainData(wave);
        if (wave.some((value) => Math.abs(value) > 0.05)) heardSince = Math.min(heardSince, context.currentTime);
      }
      for (const track of stream.getTracks()) track.stop();
      await context.close();
    });
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Record' })).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing is to be heard.' })).toHaveCount(0);
  }).toPass({ timeout: 40_000 });

test('sounds, given by a script, become frames to learn from, MP3 too; a file, a ZIP and the microphone are answered', async ({
  shared: page,
}) => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i % 2 ? 'high' : 'low'}/${i}.wav`, tone((i % 2 ? 1800 : 250) + 12 * i, 0.4)]),
  );
  files['low/silent.mp3'] = silentMp3();
  files['low/none.mp3'] = text('no sound');
  await reopen(page, 'toy-related');
  const imported = await page.evaluate(
    async (bytes) => {
      const zip = new File([Uint8Array.from(bytes)], 'tones.zip');
      return window.playground?.importData(zip, { name: 'Tones', columns: { class: { role: 'target', yes: 'high' } } });
    },
    [...zipSync(files)],
  );
  // The silent one was decoded, or it would be no sound.
  expect(imported).toMatchObject({ diagnostics: [], rows: 40 });
  expect(imported?.skipped.map(({ reason }) => reason)).toEqual(['noSound', 'silent']);
  await page.evaluate(() => window.playground?.load({ project: window.playground.project() }));
  expect((await trained(page, 30)).class?.accuracy).toBe(1);
  await page.getByRole('tab', { name: 'Try it' }).click();
  const said = page.getByTestId('said-class');
  for (const [name, hertz, high] of [
    ['high', 2000, 'yes'],
    ['low', 300, 'no'],
  ] as const) {
    const file = { name: `${name}.wav`, mimeType: 'audio/wav', buffer: Buffer.from(tone(hertz, 0.4)) };
    await choose(page, page.getByRole('button', { name: 'A sound…' }), [file]);
    await expect(said).toHaveText(high);
  }
  const none = { name: 'none.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('no sound') };
  await choose(page, page.getByRole('button', { name: 'A sound…' }), [none]);
  await expect(page.getByRole('alert').filter({ hasText: 'none.mp3 cannot be decoded as a sound.' })).toBeVisible();
  const silent = { name: 'silent.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from(silentMp3()) };
  await choose(page, page.getByRole('button', { name: 'A sound…' }), [silent]);
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing is to be heard.' })).toBeVisible();
  // The microphone hears a high tone; the answer before was that of a low one.
  await record(page);
  await expect(said).toHaveText('yes');
  await expect(page.getByRole('alert').filter({ hasText: 'recording cannot' })).toHaveCount(0);

  const download = page.waitForEvent('download');
  const many = ['x', 'y'].map((name, i) => ({
    name: `${name}.wav`,
    mimeType: 'audio/wav',
    buffer: Buffer.from(tone(i ? 2100 : 280, 0.4)),
  }));
  await choose(page, page.getByRole('button', { name: 'Predict for a file…' }), [...many, silent]);
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['silent.mp3', 'x.wav', 'y.wav']);
  expect(lines.slice(2).map((line) => line.split(',')[1])).toEqual(['no', 'yes']);
  await page.getByRole('tab', { name: 'Predictions' }).click();
});

test('an archive with a password is refused in words, and what was there stays', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const bytes = squares();
  for (let i = 0; i < bytes.length - 46; i++) if (bytes.readUInt32LE(i) === 0x02014b50) bytes.writeUInt16LE(1, i + 8);
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles({ name: 'locked.zip', mimeType: 'application/zip', buffer: bytes });
  await expect(dialog.getByText('locked.zip has a password.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.task-card')).toHaveCount(2);
});

test('JSON lines with spans become a class and a tag for every word, and train; a text that is typed is tagged', async ({
  shared: page,
}) => {
  const people = ['Ada', 'Grace', 'Alan', 'Emmy', 'Sofia'];
  const cities = ['Paris', 'Lagos', 'Quito', 'Osaka', 'Turku', 'Delhi', 'Accra'];
  const lines = Array.from({ length: 240 }, (_, i) => {
    const [who, where] = [people[i % 5] ?? '', cities[i % 7] ?? ''];
    const said = i % 2 ? `${who} took the train to ${where} on day ${i}.` : `On day ${i} a ship from ${where} carried ${who}.`;
    const span = (word: string, label: string) => ({ start: said.indexOf(word), end: said.indexOf(word) + word.length, label });
    // One span that lies outside of its text.
    const entities = i === 4 ? [{ start: 2, end: 900, label: 'PER' }] : [span(who, 'PER'), span(where, 'LOC')];
    return JSON.stringify({ text: said, way: i % 2 ? 'rail' : 'sea', entities });
  });
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles({ name: 'travel.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines.join('\n')) });
  await expect(dialog.getByText('240 rows, 3 columns')).toBeVisible();
  await expect(dialog.getByText('1 row has a span that is empty or lies outside of the text, the first in line 5')).toBeVisible();
  await dialog.getByLabel('Use of way').selectOption('Target (a task)');
  await expect(dialog.getByText('a head for each of 2 tasks')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.task-card')).toHaveCount(2);
  await expect(page.locator('.task-card').nth(1)).toContainText('239 of 240 labelled');
  const reached = await trained(page, 60);
  expect(reached.way?.accuracy).toBeGreaterThan(0.9);
  expect(reached.entities?.entityF1).toBeGreaterThan(0.8);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByLabel('text', { exact: true }).fill('Grace took the train to Quito.');
  await expect(page.locator('.try-said')).toContainText(/grace\s*PER/);
  await expect(page.locator('.try-said')).toContainText(/quito\s*LOC/);
  await page.getByRole('tab', { name: 'Predictions' }).click();
});
