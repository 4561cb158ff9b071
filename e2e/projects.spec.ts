import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, type Page, test } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { projectOf } from './shared-page.ts';
import { openPage, trainSteps } from './support.ts';

const projects = (page: Page) => page.getByRole('dialog', { name: 'Projects' });

async function openProjects(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New or open' }).click();
  await page.getByRole('menuitem', { name: 'Projects…' }).click();
  await expect(projects(page)).toBeVisible();
}

/** Chooses what can be done with a project. */
async function choose(page: Page, project: string, item: string): Promise<void> {
  await projects(page)
    .getByRole('button', { name: `More for ${project}`, exact: true })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

const rows = (page: Page) => projects(page).getByRole('listitem');

async function named(page: Page): Promise<string[]> {
  const buttons = await projects(page)
    .getByRole('button', { name: /^Open / })
    .allTextContents();
  return buttons.sort();
}

test('projects are named, copied with their weights, deleted and brought back, restored to an old version, and taken to another browser', async ({
  page,
  browser,
  baseURL,
}) => {
  await openPage(page, '#preset=toy-related&executor=wasm');
  await trainSteps(page, 20);
  await openProjects(page);
  await projects(page).getByRole('button', { name: 'Keep the document on the screen' }).click();
  await expect(rows(page)).toHaveCount(1);
  const [first = ''] = await named(page);
  await choose(page, first, 'Rename');
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toBeFocused();
  await page.keyboard.type('Networks of Tuesday');
  await page.keyboard.press('Enter');
  await expect.poll(() => named(page)).toEqual(['Networks of Tuesday']);
  expect(await projectOf(page)).toMatchObject({ name: 'Networks of Tuesday' });
  await expect(rows(page)).toContainText(/On the screen.*Runs: 1 · weights kept/);

  await choose(page, 'Networks of Tuesday', 'Duplicate');
  await expect.poll(() => named(page)).toEqual(['Networks of Tuesday', 'Networks of Tuesday (2)']);
  await expectAccessible(page, '[role="dialog"]');
  await choose(page, 'Networks of Tuesday (2)', 'Delete');
  await expect.poll(() => named(page)).toEqual(['Networks of Tuesday']);
  await projects(page).getByRole('button', { name: 'Undo' }).press('Enter');
  await expect.poll(() => named(page)).toEqual(['Networks of Tuesday', 'Networks of Tuesday (2)']);

  // The copy goes on with the weights that it was given.
  await projects(page).getByRole('button', { name: 'Open Networks of Tuesday (2)' }).click();
  await expect(page.locator('[data-code="page.weightsOpened"]')).toContainText('step 20');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Networks of Tuesday (2)');

  // An edit of this document, and what was there before it.
  await page.getByRole('textbox', { name: 'Seed' }).fill('77');
  await openProjects(page);
  await choose(page, 'Networks of Tuesday (2)', 'Earlier versions…');
  const versions = page.getByRole('dialog', { name: 'Earlier versions of Networks of Tuesday (2)' });
  await expect(versions.getByRole('listitem')).toHaveText([/^seed 1 → 77.*As it is now$/, /^The oldest that is kept.*Restore$/]);
  await versions.getByRole('button', { name: /^Restore the version/ }).click();
  await expect.poll(async () => (await projectOf(page)).seed).not.toBe(77);
  await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
  await expect.poll(async () => (await projectOf(page)).seed).toBe(77);

  await openProjects(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    projects(page).getByRole('button', { name: 'Export all' }).click(),
  ]);
  const zip = await readFile(await download.path());
  expect(Object.keys(unzipSync(zip)).sort()).toEqual([
    'networks-of-tuesday-2/document.json',
    'networks-of-tuesday-2/weights.safetensors',
    'networks-of-tuesday/document.json',
    'networks-of-tuesday/weights.safetensors',
  ]);

  const elsewhere = await browser.newContext({ baseURL: baseURL ?? '', serviceWorkers: 'block', reducedMotion: 'reduce' });
  const there = await elsewhere.newPage();
  await openPage(there, '#preset=toy-related&executor=wasm');
  await openProjects(there);
  await expect(rows(there)).toHaveCount(0);
  const [chooser] = await Promise.all([
    there.waitForEvent('filechooser'),
    projects(there).getByRole('button', { name: 'Import…' }).click(),
  ]);
  await chooser.setFiles({ name: 'projects.zip', mimeType: 'application/zip', buffer: zip });
  await expect(projects(there).getByRole('status')).toContainText('Projects taken in: 2');
  expect(await named(there)).toEqual(['Networks of Tuesday', 'Networks of Tuesday (2)']);
  await projects(there).getByRole('button', { name: 'Open Networks of Tuesday', exact: true }).click();
  await expect(there.locator('[data-code="page.weightsOpened"]')).toContainText('step 20');
  expect(await projectOf(there)).toMatchObject({ name: 'Networks of Tuesday' });
  await elsewhere.close();
});
