import { test as base, expect, type Page } from 'playwright/test';
import { openPage } from './support.ts';

/**
 * A page that all tests of a worker share, because starting one costs more than most of them. Each test opens its own document with
 * `reopen`; a test that fails gets its successors a fresh page.
 */
export const test = base.extend<object, { readonly shared: Page }>({
  shared: [
    async ({ browser }, use, { project }) => {
      const { baseURL = '', viewport = null, locale = 'en' } = project.use;
      const context = await browser.newContext({ baseURL, viewport, locale, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await openPage(page);
      await use(page);
      await context.close();
    },
    { scope: 'worker' },
  ],
});

/** Until the canvas has framed what it shows: it does so in the frame after a change. */
export const drawn = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** Opens a preset as a script would, and waits until it is prepared. The view is as after a first visit. */
export async function reopen(page: Page, preset: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.mouse.move(2, 2);
  await page.evaluate(async (id) => {
    const found = (await window.playground?.load({ preset: id })) ?? [];
    const error = found.find(({ severity }) => severity === 'error');
    if (error) throw new Error(error.message);
  }, preset);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
  await drawn(page);
}

export interface LooseNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly frozen: boolean;
  readonly params: Readonly<Record<string, unknown>>;
  readonly position: { readonly x: number; readonly y: number };
}

/** What the tests read of a document. */
export interface LooseProject {
  readonly seed: number;
  readonly data: { readonly dataset: string; readonly split: { readonly train: number } };
  readonly tasks: readonly {
    readonly id: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly weight: number;
    readonly labelsKept: number;
    readonly labelNoise: number;
  }[];
  readonly graph: {
    readonly nodes: readonly LooseNode[];
    readonly edges: readonly { readonly source: string; readonly target: string; readonly port: string }[];
  };
  readonly training: Readonly<Record<string, unknown>>;
}

/** The document on the screen. */
export const projectOf = (page: Page): Promise<LooseProject> =>
  page.evaluate(() => JSON.parse(JSON.stringify(window.playground?.project())));

/** `source → target` of every edge. */
export const wiresOf = async (page: Page): Promise<string[]> =>
  (await projectOf(page)).graph.edges.map(({ source, target }) => `${source} → ${target}`);

/** Opens a changed copy of the document. */
export async function loadChanged(page: Page, change: (project: LooseProject) => unknown): Promise<void> {
  const next = change(await projectOf(page));
  await page.evaluate(async (project) => {
    await window.playground?.load({ project });
  }, next);
}

export const undo = (page: Page): Promise<void> => page.getByRole('button', { name: /^Undo \(/ }).click();
export const redo = (page: Page): Promise<void> => page.getByRole('button', { name: /^Redo \(/ }).click();

/** Does something and expects that it changed the document, that one undo takes it back whole, and that redo makes it again. */
export async function expectOneStep(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await projectOf(page);
  await act();
  await expect.poll(() => projectOf(page)).not.toEqual(before);
  const after = await projectOf(page);
  await undo(page);
  expect(await projectOf(page)).toEqual(before);
  await redo(page);
  expect(await projectOf(page)).toEqual(after);
}

/** Turns a switch as a hand does, by its track: the input under it is not to be seen. */
export async function toggle(page: Page, name: string): Promise<void> {
  const id = await page.getByRole('switch', { name, exact: true }).getAttribute('id');
  await page.locator(`label[for="${id}"]`).first().click();
}

/** Opens the document on the screen once more as a run that goes on for hours, so that a test can act while it trains. */
export const loadEndless = (page: Page): Promise<void> =>
  loadChanged(page, (project) => ({ ...project, training: { ...project.training, epochs: 100_000 } }));

/** Toys train in a moment; with wide layers they take their time. */
export async function loadSlowToy(page: Page): Promise<void> {
  await loadChanged(page, (project) => ({
    ...project,
    graph: {
      ...project.graph,
      nodes: project.graph.nodes.map((node) =>
        node.params.units === 8 ? { ...node, params: { ...node.params, units: 512 } } : node,
      ),
    },
    training: { ...project.training, epochs: 100_000, learningRate: 0.0003 },
  }));
}
