import { type ConsoleMessage, expect } from 'playwright/test';
import { inspector, nodeOf } from './canvas.ts';
import { projectOf, reopen, test, undo } from './shared-page.ts';

/** What a preset came to: what was wrong with it, its tasks, and the metrics of each on the test split after two steps. */
interface Outcome {
  readonly id: string;
  readonly errors: readonly string[];
  readonly state: string;
  readonly step: number;
  readonly tasks: readonly string[];
  readonly results: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  /** What nobody should ever read on the page: no number, no value, a key instead of its text. */
  readonly unreadable: readonly string[];
}

const parts = 4;
for (let part = 0; part < parts; part++)
  test(`every preset opens, trains and is evaluated on its test split: part ${part + 1} of ${parts}`, async ({
    shared: page,
  }) => {
    const failures: string[] = [];
    const onError = (error: Error) => failures.push(error.message);
    const onConsole = (message: ConsoleMessage) => {
      if (message.type() === 'error') failures.push(message.text());
    };
    page.on('pageerror', onError);
    page.on('console', onConsole);
    const ids = await page.evaluate(() => window.playground?.presets().map(({ id }) => id) ?? []);
    expect(ids.length).toBeGreaterThanOrEqual(33);
    for (const id of ids.filter((_, i) => i % parts === part)) {
      const outcome = await page.evaluate(async (preset): Promise<Outcome> => {
        const { playground } = window;
        if (!playground) throw new Error('no scripting interface');
        const found = await playground.load({ preset });
        const errors = found.filter(({ severity }) => severity === 'error').map(({ message }) => message);
        const { state } = playground.status();
        const { step, error } = await playground.train({ steps: 2 });
        if (error) errors.push(error.message);
        const project = JSON.parse(JSON.stringify(playground.project()));
        const tasks = project.tasks.map((task: { readonly id: string }) => task.id);
        const results = await playground.evaluate('test');
        const odd = /\bNaN\b|\bundefined\b|\[object|\{\{|\b(?:app|charts|common|editor|panels)\.[a-z]+\.[a-zA-Z]+/g;
        const unreadable = (document.querySelector('#root')?.textContent ?? '').match(odd) ?? [];
        return { id: preset, errors, state, step, tasks, results, unreadable };
      }, id);
      expect(outcome, id).toMatchObject({ errors: [], state: 'idle', step: 2, unreadable: [] });
      expect(Object.keys(outcome.results), id).toEqual(outcome.tasks);
      for (const [task, { loss, ...metrics }] of Object.entries(outcome.results)) {
        expect(Number.isFinite(loss), `${id}: loss of ${task}`).toBe(true);
        const values = Object.values(metrics).filter((value) => value !== null);
        expect(values.length, `${id}: metrics of ${task}`).toBeGreaterThan(0);
        for (const value of values) expect(Number.isFinite(value), `${id}: metrics of ${task}`).toBe(true);
      }
    }
    page.off('pageerror', onError);
    page.off('console', onConsole);
    expect(failures).toEqual([]);
  });

test('an example is sought and opened by keyboard, says what it is known to reach, and one undo brings the old document back', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const before = await projectOf(page);
  const button = page.getByRole('button', { name: 'Examples', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  const gallery = page.getByRole('dialog', { name: 'Examples' });
  const field = gallery.getByRole('combobox', { name: 'Search the examples' });
  await expect(field).toBeFocused();
  await expect(gallery.getByRole('group')).toHaveCount(4);
  // Every network from afar: a mark for each layer.
  await expect(gallery.locator('[data-preset="digits-shared"] .gallery-silhouette rect')).toHaveCount(7);
  await expect(gallery.locator('[data-preset="toy-conflicting"]')).toContainText(
    /Fails as it is: .*not reliably better than guessing/,
  );
  expect(await gallery.locator('[data-preset]:not(:has(svg rect + rect))').count()).toBe(0);

  await page.keyboard.type('shared, separate');
  const options = gallery.getByRole('option');
  await expect(options).toHaveCount(1);
  await expect(options).toContainText(/Classification × 2.*Learns Digit accuracy \d+% \(guessing: 11%\)/);
  await field.fill('zebra');
  await expect(gallery.getByRole('status')).toHaveText('No example answers to “zebra”.');
  await field.fill('冲突');
  await expect(gallery.locator('[data-preset="toy-conflicting"]')).toBeVisible();
  await expect(gallery.locator('[data-preset="digits-shared"]')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(gallery).toBeHidden();
  await expect(button).toBeFocused();
  expect(await projectOf(page)).toEqual(before);

  // Again, now that the gallery is there before it is opened.
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(gallery).toBeHidden();
  await expect(button).toBeFocused();

  // Whoever has scrolled away from the note is shown what is said of the next example.
  const column = page.getByRole('region', { name: 'Data and tasks' });
  const scrolled = () => column.evaluate(({ scrollTop }) => scrollTop);
  await column.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await scrolled()).toBeGreaterThan(200);
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await page.keyboard.type('points');
  const first = gallery.locator('[data-preset="toy-related"]');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(gallery.locator('[data-preset="toy-conflicting"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(gallery).toBeHidden();
  await expect(page.getByTestId('example-note')).toContainText('Points: two conflicting tasks');
  await expect.poll(scrolled).toBe(0);
  await expect(page.getByTestId('example-note')).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('example-note')).toContainText('until a higher weight decides for one task');
  await expect(page.getByTestId('known-result')).toHaveText(
    /^Known result after 30 epochs, mean ± spread of 32 seeds: Half-plane A accuracy \d+ ± \d+% \(by guessing \d+%\), Half-plane B/,
  );
  await expect(page.getByTestId('measured-effects')).toHaveText(
    /^Measured on pairs of runs from the same seed, mean ± 99 % interval: .*Half-plane/,
  );
  expect(await projectOf(page)).not.toEqual(before);
  await undo(page);
  expect(await projectOf(page)).toEqual(before);

  // From nothing: the data's input alone, which one undo takes back too.
  await page.getByRole('button', { name: 'New or open' }).click();
  await page.getByRole('menuitem', { name: 'Empty network' }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(1);
  const empty = await projectOf(page);
  expect(empty).toMatchObject({
    data: { dataset: before.data.dataset },
    tasks: [],
    graph: { nodes: [{ kind: 'input' }], edges: [] },
  });
  await undo(page);
  expect(await projectOf(page)).toEqual(before);
  await expect(page.getByTestId('known-result')).toContainText('Half-plane A accuracy 94.4 ± 2.2%');
});

test('an example that is edited stays named, and nothing below its note moves', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const note = page.getByTestId('example-note');
  await expect(note).toContainText('Points: two related tasks');
  await expect(note).not.toContainText('edited');
  const top = async () => (await page.getByRole('heading', { name: 'Tasks', exact: true }).boundingBox())?.y;
  const before = await top();
  await nodeOf(page, 'shared-1').click();
  await inspector(page).getByRole('textbox', { name: 'Units' }).fill('5');
  await expect(note).toContainText('Points: two related tasks · edited');
  expect(await top()).toBe(before);
  await undo(page);
  await expect(note).not.toContainText('edited');
  // Other data is another experiment.
  await page.getByRole('combobox', { name: 'Data set' }).click();
  await page.getByRole('option', { name: 'Handwritten digits' }).click();
  await expect(note).toBeHidden();
});
