import { expect, type Page } from 'playwright/test';
import type { PlaygroundApi } from '../src/ui/app/playground-api.ts';

declare global {
  interface Window {
    playground?: PlaygroundApi;
  }
}

/** Opens the page and waits until the run is prepared: data, backend and program are there. */
export async function openPage(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
}

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
