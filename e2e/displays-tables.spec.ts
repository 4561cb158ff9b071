import { expect, type Page } from 'playwright/test';
import { cells, figuresOf, metric, openTab, percent, said, trainFor } from './displays.ts';
import { projectOf, reopen, test, toggle, undo } from './shared-page.ts';
import { trainSteps } from './support.ts';

const figure = (value: number | null | undefined): string =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false }).format(value ?? Number.NaN);

test('numbers stand in their unit, with the error of the split in both counts; yes or no has its AUC; the mean is that of the shares', async ({
  shared: page,
}) => {
  await reopen(page, 'weather');
  await openTab(page, 'Predictions');
  await trainFor(page, 60);
  await expect(said(page, 'nextMaximum').first()).toHaveText(/^-?[\d.]+ °C \(-?[\d.]+ °C\)$/);
  // A day without rain has 0 mm, whatever float32 makes of it.
  const rain = await cells(page).locator('dl div:first-child dd').allTextContents();
  for (const text of rain) expect(text).toMatch(/^\d+(\.\d+)? mm$/);
  expect(rain.some((text) => text === '0 mm')).toBe(true);

  const tab = await openTab(page, 'Metrics');
  const figures = await figuresOf(page);
  const { nextMaximum, city, nextType } = figures;
  await expect(metric(page, 'nextMaximum', 'mae')).toHaveText(
    `${figure(nextMaximum?.mae)} (${figure(10 * (nextMaximum?.mae ?? 0))} °C)`,
  );
  await expect(metric(page, 'nextMaximum', 'r2')).toHaveText(figure(nextMaximum?.r2));
  await expect(metric(page, 'city', 'auc')).toHaveText(figure(city?.auc));
  expect(city?.auc).toBeGreaterThan(0.6);
  // The first metric of each task that is a share; an error in degrees has no part in it.
  const mean = ((nextType?.accuracy ?? 0) + (city?.accuracy ?? 0)) / 2;
  await expect(tab.getByTestId('mean-over-tasks')).toHaveText(`Mean accuracy of Tomorrow, New York${percent(mean)}`);

  await openTab(page, 'Confusion');
  await expect(page.locator('.confusion[data-task="city"] td')).toHaveCount(4);
  const counts = (await page.locator('.confusion[data-task="city"] td').allTextContents()).map((text) =>
    Number(text.replace('·', '0')),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  expect(total).toBe(438);
  expect(((counts[0] ?? 0) + (counts[3] ?? 0)) / total).toBeCloseTo(city?.accuracy ?? 0, 6);
});

test('ordered classes: probabilities of all grades, and errors counted in grades', async ({ shared: page }) => {
  await reopen(page, 'birdstrikes');
  await trainFor(page, 60);
  const tab = await openTab(page, 'Try it');
  const bars = tab.locator('.task-output[data-task="size"] .bar-number');
  await expect(bars).toHaveCount(3);
  const shares = (await bars.allTextContents()).map((text) => Number.parseInt(text, 10));
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThan(3);
  await openTab(page, 'Metrics');
  const { size, damage } = await figuresOf(page);
  await expect(metric(page, 'size', 'classMae')).toHaveText(figure(size?.classMae));
  await expect(metric(page, 'size', 'kappa')).toHaveText(figure(size?.kappa));
  await expect(metric(page, 'damage', 'auc')).toHaveText(figure(damage?.auc));
});

const card = (page: Page, task: string) => page.locator(`.task-card[data-task="${task}"]`);

test('class weights, focal loss and label smoothing each change the training, and undo takes each back', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-conflicting');
  const [first] = (await projectOf(page)).tasks;
  const name = first?.name ?? '';
  const id = first?.id ?? '';
  const losses = async (): Promise<number[]> => {
    await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
    const rows = await trainSteps(page, 6);
    await page.evaluate(() => window.playground?.reset());
    return rows.map(({ loss }) => loss[id] ?? Number.NaN);
  };
  const plain = await losses();
  expect(plain).toHaveLength(6);
  await card(page, id)
    .getByRole('button', { name: /Labels/ })
    .click();
  const changes: readonly [what: string, change: () => Promise<void>][] = [
    ['classWeights', () => toggle(page, `${name}: Balance classes`)],
    [
      'focalGamma',
      () =>
        card(page, id)
          .getByRole('textbox', { name: `${name}: Focal γ` })
          .fill('2'),
    ],
    [
      'labelSmoothing',
      () =>
        card(page, id)
          .getByRole('textbox', { name: `${name}: Label smoothing` })
          .fill('0.2'),
    ],
  ];
  for (const [what, change] of changes) {
    const before = await projectOf(page);
    await change();
    await expect.poll(async () => JSON.stringify(await projectOf(page))).not.toBe(JSON.stringify(before));
    expect(await losses(), what).not.toEqual(plain);
    await undo(page);
    expect(await projectOf(page), what).toEqual(before);
    expect(await losses(), what).toEqual(plain);
  }
});

test('a row of a table is tried by its lists, and every task answers at once', async ({ shared: page }) => {
  await reopen(page, 'penguins');
  await trainSteps(page, 60);
  const tab = await openTab(page, 'Try it');
  const answers = () => tab.locator('.task-output').allTextContents();
  const island = tab.getByRole('combobox', { name: /Island/ });
  const chosen = await island.inputValue();
  const before = await answers();
  await island.click();
  await page.getByRole('option').filter({ hasNotText: chosen }).first().click();
  await expect(island).not.toHaveValue(chosen);
  await expect.poll(answers).not.toEqual(before);
  await openTab(page, 'Predictions');
});

test('however many sliders there are, what every task predicts stays in sight while one is moved, on a phone too', async ({
  shared: page,
}) => {
  await reopen(page, 'mmoe');
  const tab = await openTab(page, 'Try it');
  const predicted = (task: string) => tab.getByTestId(`said-${task}`);
  const onTop = (task: string): Promise<boolean> =>
    predicted(task).evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
  const watched = async (name: string) => {
    const slider = tab.getByRole('slider', { name, exact: true });
    await slider.scrollIntoViewIfNeeded();
    await expect(predicted('y1')).toBeInViewport();
    await expect(predicted('y2')).toBeInViewport();
    expect([await onTop('y1'), await onTop('y2')]).toEqual([true, true]);
    const before = await predicted('y1').textContent();
    await slider.press('Home');
    await expect.poll(() => predicted('y1').textContent()).not.toBe(before);
    await expect(predicted('y1')).toBeInViewport();
    await slider.press('End');
  };
  for (const name of ['x5', 'x20']) await watched(name);
  // Back up by keyboard: nothing that is focused comes to stand under what sticks.
  const covered: (string | null)[] = [];
  for (let i = 0; i < 38; i++) {
    await page.keyboard.press('Shift+Tab');
    const found = await page.evaluate(() => {
      const { activeElement: element } = document;
      const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = document.elementFromPoint(x, y);
      return hit && (element?.contains(hit) || hit.contains(element)) ? null : (element?.outerHTML ?? 'nothing');
    });
    if (found !== null) covered.push(found);
  }
  expect(covered).toEqual([]);
  await expect(tab.getByRole('slider', { name: 'x1', exact: true })).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('.phone > .mantine-SegmentedControl-root').getByText('Results', { exact: true }).click();
  for (const name of ['x5', 'x20']) await watched(name);
  // The page is shared: whoever makes it a phone's next finds the network.
  await page.locator('.phone > .mantine-SegmentedControl-root').getByText('Network', { exact: true }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
});
