import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { toyProject } from '../../src/engine/training/testing/projects.ts';
import type {} from '../../src/ui/app/window.d.ts';
import { withBuiltPage } from './built-page.ts';

const [count, steps, drawn] = [200, 10_000, 20];

const project = toyProject();
const column = (run: number) =>
  Object.fromEntries(
    project.tasks.map(({ id }, t) => [
      id,
      Array.from({ length: steps }, (_, i) =>
        Number((Math.exp(-i / (900 + 10 * run)) + 0.1 * t + 0.05 * Math.sin(i * 1.7)).toFixed(4)),
      ),
    ]),
  );
/** As the page exports runs. */
const fileOf = (from: number, to: number): string =>
  JSON.stringify({
    format: 'mtl-playground-runs',
    version: 1,
    runs: Array.from({ length: to - from }, (_, i) => ({
      format: 'mtl-playground-run',
      version: 1,
      id: `run-${from + i}`,
      number: from + i + 1,
      name: '',
      started: new Date(1_700_000_000_000 + 1000 * (from + i)).toISOString(),
      document: { ...project, training: { ...project.training, learningRate: 0.001 * (from + i + 1) } },
      executor: null,
      firstStep: 1,
      steps,
      columns: { loss: column(from + i) },
      markers: [],
      validation: [],
      best: null,
      seconds: 10,
      stepsPerEpoch: 21,
    })),
  });

/** Something that was done to the page, with the tasks of its main thread of more than 50 ms, the longest first. */
export interface LongTasks {
  readonly what: string;
  readonly ms: readonly number[];
}

async function measured(page: Page, what: string, act: () => Promise<void>): Promise<LongTasks> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    Object.assign(window, { tasks });
  });
  await act();
  await page.waitForTimeout(500);
  const tasks = await page.evaluate((): number[] => Reflect.get(window, 'tasks'));
  return { what, ms: tasks.toSorted((a, b) => b - a) };
}

/** What the built page's main thread does while 200 runs of 10⁴ recorded steps stand in the list: it opens, is scrolled, and 20 are laid into the curves. */
export async function measureManyRuns(): Promise<readonly LongTasks[]> {
  const found: LongTasks[] = [];
  await withBuiltPage(async (browser, url) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    const first = await context.newPage();
    await first.goto(`${url}#preset=toy-related&executor=wasm`);
    await first.waitForFunction(() => window.playground?.status().state === 'idle');
    await first.getByRole('tab', { name: 'Runs' }).click();
    // Until it is known that there are none: the field for a file is another then.
    await first.waitForSelector('[data-testid="runs"]:not([data-count])');
    for (let from = 0; from < count; from += 20) {
      const buffer = Buffer.from(fileOf(from, from + 20));
      await first
        .getByTestId('runs')
        .locator('input[type="file"]')
        .setInputFiles({ name: 'runs.json', mimeType: 'application/json', buffer });
      await first.waitForSelector(`[data-testid="runs"][data-count="${from + 20}"]`);
    }
    await first.close();

    const page = await context.newPage();
    const measure = async (...given: Parameters<typeof measured>): Promise<void> => {
      found.push(await measured(...given));
    };
    await page.goto(`${url}#preset=toy-related&executor=wasm`);
    await page.waitForFunction(() => window.playground?.status().state === 'idle');
    await page.waitForTimeout(1000);
    await measure(page, `the list of ${count} opens`, async () => {
      await page.getByRole('tab', { name: 'Runs' }).click();
      await page.waitForSelector(`[data-testid="runs"][data-count="${count}"]`);
    });
    await measure(page, 'it is scrolled to its end', async () => {
      for (let i = 0; i < 60; i++)
        await page.locator('.runs-scroll').evaluate((list) => {
          list.scrollTop += 250;
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        });
    });
    await page.evaluate(async () => {
      await window.playground?.train({ steps: 100 });
    });
    for (let i = 0; i < drawn; i++) {
      await page.locator('.runs-scroll').evaluate((list, top) => {
        list.scrollTop = top;
      }, i * 74);
      await page.getByRole('checkbox', { name: `Select Run ${count - i}`, exact: true }).check();
    }
    await page.locator('.runs-scroll').evaluate((list) => {
      list.scrollTop = 0;
    });
    await measure(page, 'one is laid into the curves', async () => {
      await page.getByRole('button', { name: `Draw Run ${count} in the curves` }).click();
      await page.waitForFunction(() => document.querySelectorAll('.runs .run').length > 1);
    });
    await measure(page, `${drawn} are laid into the curves`, async () => {
      await page.getByTestId('runs').getByRole('button', { name: 'Draw', exact: true }).click();
      await page.waitForFunction((wanted) => document.querySelectorAll('.runs .run').length > wanted, drawn);
    });
  });
  return found;
}

// `npx tsx bench/page-work/many-runs.ts`: this alone.
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { what, ms } of await measureManyRuns())
    console.log(
      `${what.padEnd(28)} tasks over 50 ms: ${ms.length} ${ms
        .slice(0, 4)
        .map((task) => `${task.toFixed(0)} ms`)
        .join(', ')}`,
    );
