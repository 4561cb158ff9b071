import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect } from 'playwright/test';
import { png } from '../src/core/data/import/testing/png.ts';
import { expectAccessible } from './accessible.ts';
import { reopen, test } from './shared-page.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** 200 small images: which of two colours a square has, and how large it is; one more is cut off in its middle. */
function squares(): Buffer {
  const files: Record<string, Uint8Array> = {};
  const lines = ['file,colour,size'];
  for (let i = 0; i < 200; i++) {
    const [red, size] = [i % 2 === 0, 4 + ((i * 7) % 18)];
    const [left, top] = [(i * 5) % (24 - size + 1), (i * 11) % (24 - size + 1)];
    const inside = (x: number, y: number): boolean => x >= left && x < left + size && y >= top && y < top + size;
    files[`images/${i}.png`] = png(24, 24, (x, y) => (inside(x, y) ? (red ? [220, 30, 30] : [30, 60, 220]) : [240, 240, 240]));
    lines.push(`${i}.png,${red ? 'red' : 'blue'},${size}`);
  }
  files['images/cut.png'] = (files['images/0.png'] ?? new Uint8Array(0)).subarray(0, 60);
  lines.push('cut.png,red,4');
  files['labels.csv'] = text(lines.join('\n'));
  return Buffer.from(zipSync(files));
}

/** What the page's own scripts reach on the test part after so many epochs. */
const trained = (page: import('playwright/test').Page, epochs: number): Promise<Record<string, Record<string, number>>> =>
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
  await dialog.getByText('1 malformed rows are left out').click();
  await expect(dialog.getByText('the file ends too early')).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'images/0.png' })).toBeVisible();
  await expect(dialog.getByText('a head for each of 2 tasks')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Images become').selectOption('28');
  await expect(dialog.getByLabel('Images become')).toHaveValue('28');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.task-card')).toHaveCount(2);
  const reached = await trained(page, 30);
  expect(Object.keys(reached)).toEqual(['colour', 'size']);
  expect(reached.colour?.accuracy).toBeGreaterThan(0.9);
  expect(reached.size?.r2).toBeGreaterThan(0.5);
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await expect(page.locator('.sample-image').first()).toBeVisible();
});

test('a folder whose folders are classes comes in as it is chosen', async ({ shared: page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'own-media-'));
  for (const name of ['dark', 'light']) {
    mkdirSync(join(folder, name));
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
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'A folder…' }).click();
  await (await chooser).setFiles(folder);
  await expect(dialog.getByText('40 rows, 2 columns')).toBeVisible();
  await expect(dialog.getByLabel('Grey')).toBeChecked();
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.task-card')).toHaveCount(1);
  expect((await trained(page, 10)).class?.accuracy).toBe(1);
  rmSync(folder, { recursive: true });
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
  await expect(
    dialog.getByText('1 rows have a span that is empty or lies outside of the text, the first in line 5'),
  ).toBeVisible();
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
