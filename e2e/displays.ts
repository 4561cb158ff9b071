import { expect, type Locator, type Page } from 'playwright/test';
import { untilThere } from './support.ts';

export type TabName = 'Predictions' | 'Confusion' | 'Try it' | 'Metrics';

/** Opens one of the tabs on the right. */
export async function openTab(page: Page, name: TabName): Promise<Locator> {
  await page.getByRole('tab', { name, exact: true }).click();
  return page.locator('.insight-panel');
}

export const trainFor = async (page: Page, steps: number): Promise<void> => {
  const error = await page.evaluate(async (count) => {
    const status = await window.playground?.train({ steps: count });
    return status?.error?.message ?? null;
  }, steps);
  expect(error).toBeNull();
  const { step } = await page.evaluate(() => ({ step: window.playground?.status().step ?? -1 }));
  // What stands on the screen may be of a moment ago.
  const grid = page.getByTestId('sample-grid');
  if (await grid.isVisible()) await untilThere(page, `[data-testid="sample-grid"][data-step="${step}"]`, 20_000);
};

/** The cells of the samples that are shown, once they tell of the step that the run is at. */
export const cells = (page: Page): Locator => page.getByTestId('sample-grid').locator('.sample-cell');
/** What a task says of each sample that is shown. */
export const verdicts = (page: Page, task: string): Locator => cells(page).locator(`.verdict[data-task="${task}"]`);

/** The same in words, as it is seen. */
export const said = (page: Page, task: string): Locator =>
  verdicts(page, task).locator('> span[aria-hidden="true"]:not(.task-mark)');

export type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

export const figuresOf = (page: Page, split: 'train' | 'validation' | 'test' = 'validation'): Promise<Figures> =>
  page.evaluate(async (part) => (await window.playground?.evaluate(part)) ?? {}, split);

/** A metric as the tab of metrics writes it. */
export const metric = (page: Page, task: string, id: string): Locator =>
  page.locator(`.insight-panel table[data-task="${task}"] [data-metric="${id}"]`);

export const percent = (value: number | null | undefined): string => `${(100 * (value ?? Number.NaN)).toFixed(1)}%`;
