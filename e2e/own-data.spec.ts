import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect } from 'playwright/test';
import writeExcel from 'write-excel-file/universal';
import { expectAccessible } from './accessible.ts';
import { projectOf, reopen, test } from './shared-page.ts';
import { expectIdle, openPage } from './support.ts';

test('the penguins come in by mouse, correctly read, and train as three tasks of three kinds; the link says that it carries no data', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles('node_modules/vega-datasets/data/penguins.json');
  await expect(dialog.getByText('344 rows, 7 columns')).toBeVisible();
  await dialog.getByLabel('Use of Species').selectOption('Target (a task)');
  await dialog.getByLabel('Use of Body Mass (g)').selectOption('Target (a task)');
  await expect(dialog.getByText('a head for each of 3 tasks')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  const tasks = page.locator('.task-card');
  await expect(tasks).toHaveCount(3);
  await expect(tasks.nth(1)).toContainText('342 of 344 labelled');
  const reached = await page.evaluate(async () => {
    await window.playground?.train({ epochs: 20 });
    return JSON.stringify(await window.playground?.evaluate('test'));
  });
  const metrics: Record<string, Record<string, number>> = JSON.parse(reached);
  expect(Object.keys(metrics)).toEqual(['species', 'body-mass-g', 'sex']);
  expect(metrics.species?.accuracy).toBeGreaterThan(0.85);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('It describes your data but does not carry it')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('by keyboard alone: rows are pasted, a column becomes a target, and the data is used', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const rows = Array.from({ length: 40 }, (_, i) => `${(i * 7) % 11}.5;${i % 2 ? 'ja' : 'nein'};${i % 3}`);
  await page.getByRole('button', { name: 'Use your own data…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeFocused();
  // Past the buttons for many files and for a folder.
  for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
  await expect(dialog.getByRole('textbox', { name: 'or paste rows' })).toBeFocused();
  await page.keyboard.insertText(`wert;antwort;klasse\n${rows.join('\n')}\n`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('40 rows, 3 columns')).toBeVisible();
  await dialog.getByLabel('Use of antwort').focus();
  await page.keyboard.type('Tar');
  await expect(dialog.getByText('a head for each of 2 tasks')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this data' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await projectOf(page)).tasks.map(({ name }) => name)).toEqual(['antwort: ja', 'klasse']);
  await expect(page.locator('.task-card')).toHaveCount(2);
});

/** «城市,气温,晴» with 40 rows in GBK, by hand: there is no encoder for it. */
function gbk(): Buffer {
  const letters: Readonly<Record<string, readonly number[]>> = {
    城: [0xb3, 0xc7],
    市: [0xca, 0xd0],
    气: [0xc6, 0xf8],
    温: [0xce, 0xc2],
    晴: [0xc7, 0xe7],
    北: [0xb1, 0xb1],
    京: [0xbe, 0xa9],
    上: [0xc9, 0xcf],
    海: [0xba, 0xa3],
    是: [0xca, 0xc7],
    否: [0xb7, 0xf1],
  };
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i % 2 ? '北京' : '上海'},${(i * 13) % 31}.5,${(i * 13) % 31 > 15 ? '是' : '否'}`,
  );
  const text = `城市,气温,晴\n${rows.join('\n')}\n`;
  return Buffer.from([...text].flatMap((letter) => letters[letter] ?? [letter.charCodeAt(0)]));
}

test('a GBK file with Chinese headers, a workbook and a Parquet file come in as what they are', async ({ shared: page }) => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ size: i + 0.5, kind: i % 3 ? 'a' : 'b' }));
  const sheet = [
    ['size', 'kind'].map((value) => ({ value })),
    ...rows.map(({ size, kind }) => [{ value: size }, { value: kind }]),
  ];
  const workbook = await (await writeExcel(sheet)).toBlob();
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'size', data: rows.map(({ size }) => size), type: 'DOUBLE' },
      { name: 'kind', data: rows.map(({ kind }) => kind), type: 'STRING' },
    ],
  });
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  for (const [name, buffer, summary, column] of [
    ['tianqi.csv', gbk(), '40 rows, 3 columns', '气温'],
    ['sizes.xlsx', Buffer.from(await workbook.arrayBuffer()), '40 rows, 2 columns', 'size'],
    ['sizes.parquet', Buffer.from(parquet), '40 rows, 2 columns', 'size'],
  ] as const) {
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose a file…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(dialog.getByText(summary)).toBeVisible();
    await expect(dialog.getByLabel(`Kind of ${column}`, { exact: true })).toHaveValue('number');
    if (name.endsWith('.csv')) await expect(dialog.getByLabel('Encoding')).toHaveValue('gb18030');
    if (!name.endsWith('.parquet')) await dialog.getByRole('button', { name: 'Another file…' }).click();
  }
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.task-card')).toHaveCount(1);
});

test('a page that is closed half-way through an import, or while its data is kept, leaves nothing half-kept; what is kept is there after a reload', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const first = await context.newPage();
  await openPage(first, '#preset=toy-related&executor=wasm');
  await first.getByRole('button', { name: 'Use your own data…' }).click();
  const dialog = first.getByRole('dialog', { name: 'Your own data' });
  const row = `${'0.123456789,'.repeat(20)}x\n`;
  // Reading it takes much longer than closing the page.
  const folder = mkdtempSync(join(tmpdir(), 'own-data-'));
  const large = join(folder, 'large.csv');
  writeFileSync(large, row.repeat(Math.floor(150_000_000 / row.length)));
  const chooser = first.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles(large);
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await first.close();
  rmSync(folder, { recursive: true });
  const next = await context.newPage();
  await openPage(next, '#executor=wasm');
  await next.getByRole('button', { name: 'Use your own data…' }).click();
  await expect(next.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  const kept = await next.evaluate(
    () =>
      new Promise<readonly string[]>((found, fail) => {
        const opening = indexedDB.open('mtl-playground');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction('own-data').objectStore('own-data').getAllKeys();
          keys.onsuccess = () => {
            opening.result.close();
            found(keys.result.map(String));
          };
        };
      }),
  );
  expect(kept).toEqual([]);
  await expect(next.getByRole('heading', { name: 'Kept on this computer' })).toHaveCount(0);

  // Another one is closed at the very moment in which data is made and kept: the next visit has all of it, or nothing.
  const rows = Array.from({ length: 20_000 }, (_, i) => `${(i * 7) % 911},${i % 2 ? 'up' : 'down'}`).join('\n');
  const choosing = next.waitForEvent('filechooser');
  await next.getByRole('button', { name: 'Choose a file…' }).click();
  await (await choosing).setFiles({ name: 'ways.csv', mimeType: 'text/csv', buffer: Buffer.from(`x,way\n${rows}\n`) });
  await expect(next.getByText('20,000 rows, 2 columns')).toBeVisible();
  await next.getByRole('button', { name: 'Use this data' }).click();
  await next.close();
  const third = await context.newPage();
  await openPage(third, '#preset=toy-related&executor=wasm');
  await third.getByRole('button', { name: 'Use your own data…' }).click();
  const again = third.getByRole('dialog', { name: 'Your own data' });
  for (const open of await again.getByRole('button', { name: /^Open / }).all()) {
    await open.click();
    await expect(again.getByText('20,000 rows, 2 columns')).toBeVisible();
    await again.getByRole('button', { name: 'Another file…' }).click();
  }

  // What is kept is there after a reload, without a question, and trains.
  const few = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 11},${i % 2 ? 'up' : 'down'}`).join('\n');
  await again.getByRole('textbox', { name: 'or paste rows' }).fill(`x,way\n${few}\n`);
  await again.getByRole('button', { name: 'Use what is pasted' }).click();
  await again.getByRole('textbox', { name: 'Name', exact: true }).fill('Ways');
  await again.getByRole('button', { name: 'Use this data' }).click();
  await expectIdle(third);
  await third.getByRole('button', { name: 'Use your own data…' }).click();
  await expect(again.getByRole('textbox', { name: 'Name of Ways' })).toBeVisible();
  const document = await projectOf(third);
  await third.reload();
  await expectIdle(third);
  expect(await projectOf(third)).toEqual(document);
  await expect(third.getByRole('region', { name: /^This document needs / })).toHaveCount(0);
  expect((await third.evaluate(() => window.playground?.train({ steps: 3 })))?.step).toBe(3);
  await context.close();
});
