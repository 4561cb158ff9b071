import { type Browser, type BrowserContextOptions, test as base, expect, type Page, type WorkerInfo } from 'playwright/test';
import { expectIdle, openPage } from './support.ts';

/** The executor is not measured: that takes time with every document, and is no matter of the tests that share a page. */
const firstDocument = '#preset=toy-related&executor=wasm';

/** The shared pages of this worker. */
const open = new Set<Page>();

/** A page in a context of its own, for as long as it is used. */
async function keepOpen(
  browser: Browser,
  { baseURL = '', viewport = null, locale = 'en' }: WorkerInfo['project']['use'],
  further: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    baseURL,
    viewport,
    locale,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...further,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await openPage(page, firstDocument);
  // Every test leaves a run behind: what is said of that lies over the page for a while, and is no matter of theirs.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.run-news { display: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  open.add(page);
  await use(page);
  open.delete(page);
  await context.close();
}

interface Shared {
  readonly shared: Page;
  /** On a screen like a phone's, which is touched. */
  readonly sharedPhone: Page;
}

/**
 * Pages that all tests of a worker share, because starting one costs more than most of them. Each test opens its own document with
 * `reopen`; a test that fails gets its successors a fresh page.
 */
export const test = base.extend<{ atRest: undefined }, Shared>({
  // What goes on training behind the next test keeps a processor busy.
  atRest: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is asked for.
    async ({}, use) => {
      await use(undefined);
      for (const page of open) if (!page.isClosed()) await page.evaluate(() => void window.playground?.pause());
    },
    { auto: true },
  ],
  shared: [({ browser }, use, { project }) => keepOpen(browser, project.use, {}, use), { scope: 'worker' }],
  sharedPhone: [
    ({ browser }, use, { project }) =>
      keepOpen(browser, project.use, { viewport: { width: 390, height: 844 }, hasTouch: true }, use),
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
    // No control of the test before has the keys.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const found = (await window.playground?.load({ preset: id })) ?? [];
    const error = found.find(({ severity }) => severity === 'error');
    if (error) throw new Error(error.message);
  }, preset);
  await expectIdle(page);
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
/** Takes what was done last back, and shows the canvas as it was before: nothing held or selected, all in view. */
export async function takeBack(page: Page): Promise<void> {
  await undo(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.move(2, 2);
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.mouse.move(2, 2);
  await drawn(page);
}
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
