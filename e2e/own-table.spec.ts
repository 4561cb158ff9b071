import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from 'playwright/test';
import { reopen, test } from './shared-page.ts';

/** The raw file of the npm package, missing values included. */
const penguins = 'node_modules/vega-datasets/data/penguins.json';
const birds: Record<string, unknown>[] = JSON.parse(readFileSync(penguins, 'utf8'));

/** The same rows as text that somebody copies out of a spreadsheet. */
const asText = (): string => {
  const names = Object.keys(birds[0] ?? {});
  return [names, ...birds.map((bird) => names.map((name) => bird[name] ?? 'NA'))].map((cells) => cells.join('\t')).join('\n');
};

/** Trains to the end of so many epochs by the button that `press` presses. */
async function trained(page: Page, epochs: number, press: (button: Locator) => Promise<void>): Promise<void> {
  await press(page.getByRole('button', { name: 'Train', exact: true }));
  await expect.poll(() => page.evaluate(() => window.playground?.status().epoch ?? 0)).toBeGreaterThanOrEqual(epochs);
  await press(page.getByRole('button', { name: 'Pause', exact: true }));
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
}

/** Asks for predictions of a file, and reads the file that comes back. */
async function predictions(page: Page, file: string, press: (button: Locator) => Promise<void>): Promise<string[][]> {
  await press(page.getByRole('tab', { name: 'Try it', exact: true }));
  const chooser = page.waitForEvent('filechooser');
  await press(page.getByRole('button', { name: 'Predict for a file…' }));
  const download = page.waitForEvent('download');
  await (await chooser).setFiles(file);
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('penguins-predictions.csv');
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .split('\r\n')
    .filter(Boolean);
  return lines.map((line) => line.split(','));
}

/** Every bird has an answer of each kind, those with missing values too, and most of the species are right. */
function expectAnswers([header = [], ...lines]: string[][]): void {
  expect(header.slice(-5)).toEqual(['Species', 'Species: probability', 'Body Mass (g)', 'Sex: MALE', 'Sex: MALE: probability']);
  expect(lines.length).toBe(birds.length);
  const right = lines.filter((cells, i) => cells.at(-5) === birds[i]?.Species).length;
  expect(right / lines.length).toBeGreaterThan(0.85);
  for (const cells of lines) {
    expect(Number(cells.at(-3))).toBeGreaterThan(1000);
    expect(['yes', 'no']).toContain(cells.at(-2));
  }
}

test('by mouse the penguins go from a drop to three trained tasks of three kinds to a file of predictions', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'penguins.json', { type: 'application/json' }));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document
          .querySelector('.page')
          ?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    readFileSync(penguins, 'utf8'),
  );
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByText('344 rows, 7 columns')).toBeVisible();
  await expect(dialog.getByText('Drawn once, from seed')).toBeVisible();
  await dialog.getByLabel('Use of Species').selectOption('Target (a task)');
  await dialog.getByLabel('Use of Body Mass (g)').selectOption('Target (a task)');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect(page.locator('.task-card')).toHaveCount(3);
  await trained(page, 20, (button) => button.click());
  expectAnswers(await predictions(page, penguins, (button) => button.click()));
  const report = page.locator('.file-predictions');
  await expect(report).toContainText('penguins.json (JSON, UTF-8): predictions for 344 rows.');
  await expect(report).toContainText('cells are empty and were taken as missing');
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
});

/** Goes from control to control by Tab and Shift+Tab, and among tabs by arrows, until the keys are where they are wanted: as somebody without a mouse does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let pressed = 0; ; pressed++) {
    const key = await wanted.evaluate((element) => {
      const { activeElement } = document;
      if (element === activeElement || !activeElement) return null;
      const list = element.role === 'tab' ? element.closest('[role="tablist"]') : null;
      if (list?.contains(activeElement)) return 'ArrowRight';
      const before = activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
      return before && activeElement !== document.body ? 'Shift+Tab' : 'Tab';
    });
    if (key === null) return;
    expect(pressed, 'the keys come to what is wanted').toBeLessThan(200);
    await page.keyboard.press(key);
  }
}

test('by keyboard alone, from control to control by Tab, they go the same way from a paste', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const press = async (button: Locator): Promise<void> => {
    await tabTo(page, button);
    await page.keyboard.press('Enter');
  };
  await press(page.getByRole('button', { name: 'Use your own data…' }));
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeFocused();
  // Past the buttons for a folder and for many files.
  for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
  await expect(dialog.getByRole('textbox', { name: 'or paste rows' })).toBeFocused();
  await page.keyboard.insertText(asText());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('344 rows, 7 columns')).toBeVisible();
  for (const column of ['Species', 'Body Mass (g)']) {
    await tabTo(page, dialog.getByLabel(`Use of ${column}`));
    await page.keyboard.type('Tar');
  }
  await expect(dialog.getByText('a head for each of 3 tasks')).toBeVisible();
  await press(dialog.getByRole('button', { name: 'Use this data' }));
  await expect(page.locator('.task-card')).toHaveCount(3);
  await trained(page, 20, press);
  expectAnswers(await predictions(page, penguins, press));
  await press(page.getByRole('tab', { name: 'Predictions', exact: true }));
});

test('layers of a run are taken into another network: what does not fit says why, and one undo brings the run back; where a stage begins is marked', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  // As many as no other test takes: all that share the page are in the list.
  await page.evaluate(() => window.playground?.train({ steps: 17 }));
  const stages = page.getByRole('button', { name: /^Stages/ });
  const take = page.getByRole('button', { name: 'Take trained layers…' });
  const dialog = page.getByRole('dialog', { name: 'Take trained layers' });
  const run = dialog.getByLabel('From a run');
  const ask = async (): Promise<void> => {
    if (!(await take.isVisible())) await stages.click();
    await take.click();
  };
  await ask();
  // A run is kept with its weights a moment after it has come to rest.
  await expect(run.getByRole('option', { name: /Digit, Group.*Steps 17$/ }).last()).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await reopen(page, 'digits-hierarchical');
  await page.evaluate(() => window.playground?.train({ steps: 2 }));
  await ask();
  const wanted = await run
    .getByRole('option', { name: /Steps 17$/ })
    .last()
    .getAttribute('value');
  await run.selectOption(wanted);
  const shared = dialog.getByRole('row', { name: /\(shared\)/ });
  await expect(shared).toContainText('fits: kernel 784 × 256, bias 256');
  const logits = dialog.getByRole('row', { name: /\(digit-logits\)/ });
  await expect(logits).toContainText('does not fit: kernel is 64 × 10 here and 256 × 10 there');
  await expect(logits.getByRole('checkbox')).toBeDisabled();
  await dialog.getByLabel('Freeze what is taken').check();
  await dialog.getByRole('button', { name: 'Take layers (1)' }).click();
  await expect(dialog).toBeHidden();
  const state = () =>
    page.evaluate(() => ({
      step: window.playground?.status().step,
      nodes: JSON.stringify(window.playground?.project()).includes('"taken"'),
    }));
  await expect.poll(state).toEqual({ step: 0, nodes: true });
  await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
  await expect.poll(state).toEqual({ step: 2, nodes: false });
  await stages.click();

  await reopen(page, 'toy-related');
  await page.evaluate(async () => {
    const stage = (rate: number) => ({ epochs: 2, rate, frozen: [] });
    const document = JSON.parse(JSON.stringify(window.playground?.project()));
    document.training.stages = [stage(1), stage(0.1)];
    await window.playground?.load({ project: document });
    await window.playground?.train({ epochs: 4 });
  });

  await expect(page.locator('.marker-stage')).toHaveCount(1);
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await expect(page.getByTestId('since-then')).toContainText(/Since step \d+.*(better|worse|unchanged)/);
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
});
