import { copyFile, readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { openPage } from './support.ts';

const tab = (page: Page) => page.getByTestId('compare');
const runsDone = (page: Page): Promise<number> =>
  tab(page)
    .getByRole('status')
    .textContent()
    .then((text) => Number(/^(\d+) of/.exec(text ?? '')?.[1]));

async function setUp(
  page: Page,
  { seeds, epochs, settings }: { seeds: string; epochs: number; settings: number },
): Promise<void> {
  await page.getByRole('tab', { name: 'Compare' }).click();
  const setup = page.getByTestId('compare-setup');
  await setup.waitFor();
  await expectAccessible(page, '.insights');
  await setup.getByText(seeds, { exact: true }).click();
  await setup.getByRole('textbox', { name: 'Epochs' }).fill(String(epochs));
  await setup.getByRole('textbox', { name: 'Tried settings' }).fill(String(settings));
  await setup.getByRole('button', { name: /^Compare \(/ }).click();
}

/** Where it is asked for, the page's worker that was started last is killed once it has begun, and with it the run that it was given. */
const killing = (): void => {
  const workers: Worker[] = [];
  let killed = 0;
  window.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      workers.push(this);
      this.addEventListener('message', () => {
        const pool = 1 + Math.min(8, navigator.hardwareConcurrency);
        if (killed > 0 || sessionStorage.getItem('kill') === null || workers.length < pool || this !== workers.at(-1)) return;
        killed++;
        this.terminate();
      });
    }
  };
  Object.assign(window, { workersSoFar: () => ({ killed, made: workers.length }) });
};

test('ways to train are compared from several seeds beside the page’s own run: a killed worker costs nothing, a reload goes on, the report leaves and comes back', async ({
  page,
}, testInfo) => {
  await page.addInitScript(killing);
  await openPage(page, '#preset=toy-conflicting&executor=wasm');
  await setUp(page, { seeds: '3', epochs: 60, settings: 2 });
  await expect(tab(page)).toHaveAttribute('data-state', 'running');
  // The page's own run is another matter.
  expect((await page.evaluate(() => window.playground?.train({ steps: 20 })))?.step).toBe(20);
  await expect.poll(() => runsDone(page)).toBeGreaterThanOrEqual(1);
  await tab(page).getByRole('button', { name: 'Pause' }).click();
  await expect(tab(page)).toHaveAttribute('data-state', 'paused');
  const finished = await runsDone(page);
  expect(finished).toBeGreaterThanOrEqual(1);
  await tab(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(tab(page)).toHaveAttribute('data-state', 'cancelled');
  await expect(tab(page).getByRole('status')).toHaveText(`${finished} of 24 runs · cancelled; what finished stays`);
  await tab(page).getByRole('button', { name: 'Continue' }).click();
  await page.evaluate(() => sessionStorage.setItem('kill', 'one'));
  await page.reload();
  await tab(page).getByRole('status').waitFor({ timeout: 60_000 });
  await expect.poll(() => runsDone(page)).toBeGreaterThanOrEqual(finished);
  await expect(tab(page)).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  await expect(tab(page).getByRole('status')).toHaveText('24 of 24 runs');
  // The page's own worker, those of the pool, and one in the place of the killed one, which repeated its run.
  expect(await page.evaluate(() => Reflect.get(window, 'workersSoFar')())).toEqual({
    killed: 1,
    made: 2 + (await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency))),
  });

  // Three seeds can show nothing at 5 %, and that is what is said.
  const verdicts = page.getByTestId('compare-verdicts');
  await expect(verdicts).toContainText('3 seeds cannot be significant');
  const told = page.getByTestId('compare-verdict-table').locator('[data-contender="equal"] td');
  await expect(told).toHaveText(
    Array(3).fill(/^○ cannot tell[+−]?[\d.]+.* \(nothing is ruled out\), p = [\d.]+95 % t interval [+−]?[\d.]+.* to [+−]?[\d.]+/),
  );
  await expect(page.getByTestId('compare-agreement')).toContainText(/Half-plane A and Half-plane B: mean cosine −?\+?0\.\d+/);
  await expect(verdicts.locator('li').filter({ hasText: /^“/ })).toHaveCount(0);
  await expect(verdicts).not.toContainText('failed');
  // A dot per seed for each of four ways beside the baseline, on all tasks together and on each of two.
  await expect(page.getByTestId('compare-seeds').locator('.compare-dots circle')).toHaveCount(3 * 4 * 3);
  // A layer at which tasks pull apart is split from here; on the canvas it is there once per task.
  const cards = page.locator('.react-flow__node');
  const before = await cards.count();
  const split = page.getByTestId('compare-agreement').getByRole('button', { name: /^Split .* per task$/ });
  await split.first().click();
  await expect.poll(() => cards.count()).toBeGreaterThan(before);
  const summary = tab(page).locator('[data-contender="single"] td').first();
  await expect(summary).toHaveText(/^0\.\d+ ± /);
  await expectAccessible(page, '.insights');
  await tab(page).getByRole('button', { name: 'As a page' }).click();
  await expect(page.getByTestId('compare-page').getByTestId('compare-verdict-table')).toBeVisible();
  await expectAccessible(page, '.compare-page');
  await page.getByRole('button', { name: 'Close the report' }).click();
  await expect(page.getByTestId('compare-page')).toHaveCount(0);

  const saved = async (name: string): Promise<string> => {
    const coming = page.waitForEvent('download');
    await tab(page).getByRole('button', { name, exact: true }).click();
    return (await coming).path();
  };
  const report = testInfo.outputPath('report.html');
  await copyFile(await saved('HTML'), report);
  const alone = await page.context().newPage();
  await alone.goto(`file://${report}`);
  await expect(alone.getByRole('heading')).toHaveText('Should these tasks share?');
  await expect(alone.locator('li').filter({ hasText: '3 seeds cannot be significant' })).toBeVisible();
  await expect(alone.locator('.verdicts tbody tr')).toHaveCount(4);
  // It is as light or dark as its reader's system.
  for (const [colorScheme, ink] of [
    ['light', 'rgb(0, 0, 0)'],
    ['dark', 'rgb(255, 255, 255)'],
  ] as const) {
    await alone.emulateMedia({ colorScheme });
    await expect(alone.locator('body')).toHaveCSS('color', ink);
  }
  await expect(alone.locator('table:not(.verdicts) tbody').first().locator('tr')).toHaveCount(5);
  await alone.close();

  const file = await readFile(await saved('JSON'), 'utf8');
  await tab(page).getByRole('button', { name: 'New comparison' }).click();
  await expect(page.getByTestId('compare-setup')).toBeVisible();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'report.json', { type: 'application/json' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document
        .querySelector('.page')
        ?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, file);
  await expect(tab(page)).toHaveAttribute('data-state', 'done');
  await expect(verdicts).toContainText('3 seeds cannot be significant');
});
