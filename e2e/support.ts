import { expect, type Page } from 'playwright/test';
import type { PlaygroundApi } from '../src/ui/app/playground-api.ts';

declare global {
  interface Window {
    playground?: PlaygroundApi;
  }
}

/** Until the run is no longer prepared. An assertion alone looks twice a second by then, which is much of the time that a page takes. */
export async function expectIdle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const look = () => {
          const state = document.querySelector('[data-testid="run-state"]')?.getAttribute('data-state');
          if (state && state !== 'preparing') done();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
}

/** Opens the page and waits until the run is prepared: data, backend and program are there. */
export async function openPage(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await expectIdle(page);
}

/** Another visit in the same browser, in another tab: the same one would go on with the run of the visit before. */
export async function visitAgain(before: Page, hash = ''): Promise<Page> {
  const page = await before.context().newPage();
  await before.close();
  await openPage(page, hash);
  return page;
}

/** Waits until something on the page matches a CSS selector. The page looks by itself, far more often than an expectation would. */
export const untilThere = (page: Page, selector: string, timeoutMs = 60_000): Promise<void> =>
  page.evaluate(
    ({ wanted, ms }) =>
      new Promise<void>((found, failed) => {
        const end = performance.now() + ms;
        const look = (): void => {
          if (document.querySelector(wanted)) found();
          else if (performance.now() > end) failed(new Error(`nothing matched ${wanted} within ${ms} ms`));
          else setTimeout(look, 20);
        };
        look();
      }),
    { wanted: selector, ms: timeoutMs },
  );

export type Losses = { step: number; loss: Record<string, number> }[];

/** Trains so many steps through the scripting interface and returns every recorded step's losses. */
export const trainSteps = (page: Page, steps: number): Promise<Losses> =>
  page.evaluate(async (count) => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const status = await playground.train({ steps: count });
    if (status.error) throw new Error(status.error.message);
    return playground.history().map(({ step, loss }) => ({ step, loss }));
  }, steps);

/** The largest difference between two runs' losses, relative to the larger loss (at least 1e-3). */
export function largestDifference(a: Losses, b: Losses): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  a.forEach((row, i) => {
    for (const [task, loss] of Object.entries(row.loss)) {
      const other = b[i]?.loss[task] ?? Number.NaN;
      const difference = Math.abs(loss - other) / Math.max(Math.abs(loss), Math.abs(other), 1e-3);
      largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
    }
  });
  return largest;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A pointer at the middle of every button that takes a chart as a picture meets the button. */
export async function expectPicturesHit(page: Page): Promise<void> {
  const buttons = page.getByRole('button', { name: 'As a picture: ' });
  await expect(buttons.first()).toBeVisible();
  for (const button of await buttons.all()) await button.click({ trial: true });
}
