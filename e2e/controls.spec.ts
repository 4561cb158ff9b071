import { expect, type Page } from 'playwright/test';
import { middleOf } from './canvas.ts';
import { loadEndless, loadSlowToy, projectOf, reopen, test, toggle } from './shared-page.ts';
import { trainSteps } from './support.ts';

const state = (page: Page) => page.getByTestId('run-state');
const idle = (page: Page) => expect(state(page)).toHaveAttribute('data-state', 'idle');
const toggleOf = (page: Page, task: string) => page.getByRole('button', { name: `Show ${task}` });

/** Lets the page prepare what an edit at step 0 asks for; nothing on the screen says that it is still to come. */
async function prepared(page: Page, act: () => Promise<void>): Promise<void> {
  const seen = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const stop = window.playground?.on('status', (status) => {
          if (Reflect.get(Object(status), 'state') !== 'idle') return;
          stop?.();
          resolve();
        });
      }),
  );
  await act();
  await seen;
  await idle(page);
}

async function setField(page: Page, name: string, text: string): Promise<void> {
  const field = page
    .getByRole('textbox', { name, exact: true })
    .or(page.getByRole('combobox', { name, exact: true }))
    .first();
  await field.fill(text);
  await field.press('Tab');
}

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('what the controls of tasks, training and seed say is in the document, and trained with', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await test.step('labels that are not kept and labels that are wrong', async () => {
    await page.getByRole('button', { name: 'Binary · Labels' }).first().click();
    const kept = page.getByRole('slider', { name: 'Half-plane A: Labels kept' });
    await prepared(page, async () => {
      await kept.focus();
      await kept.press('Home');
      for (let i = 0; i < 10; i++) await kept.press('ArrowRight');
    });
    expect((await projectOf(page)).tasks[0]?.labelsKept).toBeCloseTo(0.1);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await page.getByRole('tabpanel').getByText('train', { exact: true }).click();
    await expect(page.locator('table[data-task="planeA"] caption')).toContainText('70 labelled samples');
    await expect(page.locator('table[data-task="planeB"] caption')).toContainText('700 labelled samples');
    await page.getByRole('tab', { name: 'Predictions' }).click();
    const noise = page.getByRole('slider', { name: 'Half-plane A: Label noise' });
    await prepared(page, async () => {
      await noise.focus();
      for (let i = 0; i < 5; i++) await noise.press('ArrowRight');
    });
    await expect.poll(async () => (await projectOf(page)).tasks[0]?.labelNoise).toBeGreaterThan(0);
  });
  await test.step('a number that is refused says why, and is nothing else instead', async () => {
    const weight = page.getByRole('textbox', { name: 'Weight of Half-plane A' });
    await weight.fill('-3');
    await expect(page.getByRole('alert')).toHaveText('−3 is not possible: from 0 to 1000.');
    await expect(weight).toHaveAttribute('aria-invalid', 'true');
    await weight.press('Tab');
    await expect(weight).toHaveValue('1');
    expect((await projectOf(page)).tasks[0]?.weight).toBe(1);
  });
  await test.step('a message moves nothing of the page', async () => {
    const canvas = page.getByRole('main', { name: 'Network' });
    const before = await canvas.boundingBox();
    await page.evaluate(() => location.assign('#nonsense=2'));
    await expect(page.locator('.notices')).toContainText('nonsense');
    expect(await canvas.boundingBox()).toEqual(before);
    await page.locator('.notices').getByRole('button', { name: 'Close' }).first().click();
  });
  await test.step('the optimiser and the schedule', async () => {
    await choose(page, 'Optimiser', 'SGD');
    await choose(page, 'Schedule', 'cosine with warm-up');
    await setField(page, 'Warm-up steps', '100000');
    const { training } = await projectOf(page);
    expect(training).toMatchObject({ optimizer: { kind: 'sgd' }, schedule: { kind: 'cosine', warmupSteps: 100_000 } });
  });
  await test.step('a task that is switched off is neither trained nor drawn', async () => {
    await expect(toggleOf(page, 'Half-plane B')).toBeVisible();
    await prepared(page, () => toggle(page, 'Train Half-plane B'));
    await expect(toggleOf(page, 'Half-plane B')).toBeHidden();
    const rows = await trainSteps(page, 5);
    expect(rows.map(({ loss }) => Object.keys(loss))).toEqual(Array.from({ length: 5 }, () => ['planeA']));
    await expect(page.getByTestId('decision-maps').getByRole('img')).toHaveCount(1);
  });
  await test.step('a reset gives the same losses, another seed others', async () => {
    const first = (await trainSteps(page, 1))[0];
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(page.getByTestId('step')).toHaveText('0');
    expect((await trainSteps(page, 1))[0]).toEqual(first);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(page.getByTestId('step')).toHaveText('0');
    await prepared(page, () => page.getByRole('button', { name: 'New seed' }).click());
    expect((await trainSteps(page, 1))[0]?.loss.planeA).not.toBe(first?.loss.planeA);
  });
});

test('curves: a marker where the rate was moved, their options, a tooltip, a closer look, nothing written on anything else, no more points than pixels, the best step', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await test.step('a learning rate that is moved while training leaves a marker; a value that is none says so', async () => {
    // No step of this test is to be the last of the run.
    await setField(page, 'Epochs', '500');
    await trainSteps(page, 10);
    await setField(page, 'Learning rate', '0.02');
    await trainSteps(page, 56);
    await expect(page.locator('.marker-learningRate')).toHaveCount(1);
    const field = page.getByRole('combobox', { name: 'Learning rate' }).or(page.getByRole('textbox', { name: 'Learning rate' }));
    await field.first().fill('-1');
    await expect(page.getByText('This value is not possible.')).toBeVisible();
    expect((await projectOf(page)).training.learningRate).toBe(0.02);
    await field.first().fill('0.03');
    await expect(page.getByText('This value is not possible.')).toBeHidden();
  });
  await test.step('log scale, relative view, smoothing, raw, validation, one task, metric', async () => {
    const line = (role: string) => page.locator(`.curve-${role} path`);
    const drawn = () => line('smoothed').first().getAttribute('d');
    const options = page.getByRole('button', { name: 'Options of the curves' });
    const changes = async (act: () => Promise<void>) => {
      const before = await drawn();
      await act();
      await expect.poll(drawn).not.toBe(before);
    };
    await expect(line('smoothed')).toHaveCount(2);
    await expect(line('raw')).toHaveCount(2);
    await expect(line('validation')).toHaveCount(2);
    await options.click();
    await expect(page.getByText(/★ best validation step, ◎ the goal, ⚑ a change while training/)).toBeVisible();
    const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await changes(() => box('Log scale').click());
    await changes(() => box('Log scale').click());
    const ticks = () => page.locator('.recharts-yAxis-tick-labels text').allTextContents();
    await box('Relative').click();
    await expect.poll(async () => Number((await ticks()).at(-1))).toBeGreaterThanOrEqual(1);
    await box('Relative').click();
    await box('Raw').click();
    await expect(line('raw')).toHaveCount(0);
    await box('Raw').click();
    await box('Validation').click();
    await expect(line('validation')).toHaveCount(0);
    await box('Validation').click();
    const smoothing = page.getByRole('slider', { name: 'Smoothing', exact: true });
    await smoothing.press('Home');
    await expect(line('smoothed')).toHaveCount(0);
    await smoothing.press('End');
    await expect(line('smoothed')).toHaveCount(2);
    for (let i = 0; i < 9; i++) await smoothing.press('ArrowLeft');
    await page.keyboard.press('Escape');

    await toggleOf(page, 'Half-plane A').click();
    await expect(toggleOf(page, 'Half-plane A')).toHaveAttribute('aria-pressed', 'false');
    await expect(line('smoothed')).toHaveCount(1);
    await toggleOf(page, 'Half-plane A').click();
    const curves = page.getByRole('region', { name: 'Curves' });
    await curves.getByText('Metric', { exact: true }).click();
    await expect(line('smoothed')).toHaveCount(0);
    await expect(line('validation')).toHaveCount(2);
    await curves.getByText('Loss', { exact: true }).click();
  });
  await test.step('a table says raw, smoothed and validated values, by pointer and by keys; dragging or a press looks closer, and one press shows all again', async () => {
    const plot = page.getByTestId('curves');
    const { x, y } = await middleOf(plot);
    await page.mouse.move(x - 40, y);
    const table = page.locator('.curve-table');
    await expect(table.locator('caption')).toHaveText(/step \d+/);
    await expect(table.locator('thead th')).toHaveText(['raw', 'smoothed', 'validation']);
    await expect(table.locator('tbody th')).toHaveText([/Half-plane A/, /Half-plane B/]);
    await expect(table.locator('tbody').first().locator('td')).toHaveText([/^[\d.]+$/, /^[\d.]+$/, /^[\d.]+$/]);
    // It stands at the other side than the step that it is of.
    const side = async (at: number): Promise<string> => {
      await page.mouse.move(at, y);
      const box = await table.boundingBox();
      return !box ? 'nowhere' : box.x > at ? 'right' : box.x + box.width < at ? 'left' : 'over it';
    };
    const span = await page.locator('.curve-overlay').boundingBox();
    if (!span) throw new Error('no plot');
    for (const [part, other] of [
      [0.2, 'right'],
      [0.4, 'right'],
      [0.55, 'left'],
      [0.7, 'left'],
    ] as const) {
      expect(await side(span.x + part * span.width), `${part}`).toBe(other);
    }
    await page.mouse.move(x - 40, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Whole range' }).click();
    await expect(page.getByRole('button', { name: 'Whole range' })).toBeHidden();
    await page.mouse.move(2, 2);
    await expect(table).toBeHidden();
    await page.getByRole('button', { name: /^Look closer/ }).click();
    await page.getByRole('button', { name: 'Whole range' }).press('Enter');
    const cursor = page.getByRole('slider', { name: /^Step that the curves are read at/ });
    await cursor.press('Home');
    await expect(table.locator('caption')).toHaveText('step 1');
    await cursor.press('ArrowRight');
    await expect(table.locator('caption')).toHaveText('step 2');
    await cursor.press('+');
    await cursor.press('Escape');
    await expect(table).toBeHidden();
    await page.getByRole('button', { name: 'Whole range' }).click();
  });
  await test.step('nothing that is written stands on anything else: with all curves at the edge, and at the last step', async () => {
    await trainSteps(page, 1000 - 66);
    const written = page.getByTestId('curves').locator('svg text');
    // So that a number stands at the very end of the axis, where the curves' names begin.
    await expect(page.locator('.recharts-xAxis-tick-labels text').last()).toHaveText('1000');
    await expect(written.filter({ hasText: /Half-plane/ })).toHaveCount(2);
    const overlaps = await written.evaluateAll((texts) => {
      const boxes = texts.map((text) => ({ said: text.textContent, box: text.getBoundingClientRect() }));
      return boxes.flatMap(({ said, box }, i) =>
        boxes
          .slice(i + 1)
          .filter(({ box: other }) => {
            const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            return across > 0 && down > 2;
          })
          .map((other) => `${said} and ${other.said}`),
      );
    });
    expect(overlaps).toEqual([]);
  });
  await test.step('no curve has more points than the plot has pixels, however long the run', async () => {
    const rows = await trainSteps(page, 300);
    expect(rows).toHaveLength(1300);
    const plot = await page.getByTestId('curves').boundingBox();
    const paths = page.locator('.curve path');
    await expect(page.getByTestId('curves')).toHaveAttribute('data-steps', '1300');
    const drawn = await paths.evaluateAll((all) => all.map((path) => (path.getAttribute('d')?.match(/[ML]/g) ?? []).length));
    expect(drawn).toHaveLength(6);
    for (const points of drawn) expect(points).toBeLessThanOrEqual(plot?.width ?? 0);
    expect(Math.max(...drawn)).toBeGreaterThan(100);
  });
  await test.step('stopping early ends a run that no longer improves, and marks its best step', async () => {
    await setField(page, 'Learning rate', '0.3');
    await toggle(page, 'Stop early');
    await setField(page, 'Patience (epochs)', '1');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(state(page)).toHaveAttribute('data-state', 'finished', { timeout: 60_000 });
    expect((await projectOf(page)).training).toMatchObject({ epochs: 500, earlyStopping: { enabled: true, patienceEpochs: 1 } });
    await expect(page.locator('.marker-best')).toHaveCount(1);
  });
});

test('results: the order of the splits, names of classes that break nowhere, confusion and metrics of the current weights, a digit that is drawn', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-shared');
  await test.step('the three splits stand in the same order wherever one is chosen', async () => {
    for (const [tab, first] of [
      ['Predictions', 'test'],
      ['Confusion', 'validation'],
      ['Metrics', 'validation'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      const split = page.getByRole('radiogroup', { name: 'Split' });
      await expect(split.locator('label')).toHaveText(['train', 'validation', 'test']);
      await expect(split.getByRole('radio', { name: first })).toBeChecked();
    }
    await page.getByRole('tab', { name: 'Predictions' }).click();
  });
  await test.step('the name of a class is broken nowhere, and no prediction is wider than its place', async () => {
    await page.getByRole('tab', { name: 'Predictions' }).click();
    await expect(page.locator('.verdict[data-task="group"][data-right="false"]').first()).toBeVisible();
    const said = page.locator('.sample-said');
    const grid = page.getByTestId('sample-grid');
    // From its narrowest columns on, so that names meet the end of a line at each of their signs.
    for (let width = 352; width < 392; width += 4) {
      await grid.evaluate((element, px) => element.style.setProperty('width', `${px}px`), width);
      const found = await said.evaluateAll((cells) => ({
        wide: cells.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
        // A range has one box for each line that its text stands in.
        broken: cells.flatMap((cell) =>
          [...cell.querySelectorAll('.verdict-word')].flatMap((word) => {
            const range = document.createRange();
            range.selectNodeContents(word);
            return range.getClientRects().length > 1 ? [word.textContent] : [];
          }),
        ),
      }));
      expect(found).toEqual({ wide: 0, broken: [] });
    }
    expect(await said.locator('.verdict-word', { hasText: '–' }).count()).toBeGreaterThan(5);
    await grid.evaluate((element) => element.style.removeProperty('width'));
  });
  await test.step('confusion matrices and metrics are those of the current weights', async () => {
    await trainSteps(page, 25);
    await page.getByRole('tab', { name: 'Confusion' }).click();
    const matrix = page.locator('figure.confusion[data-task="digit"]');
    await expect(matrix).toContainText('Confusion of Digit on the validation split');
    const counts = async () => (await matrix.locator('td').allTextContents()).map((text) => (text === '·' ? 0 : Number(text)));
    await expect.poll(async () => (await counts()).reduce((sum, count) => sum + count, 0)).toBe(1500);
    const evaluation = await page.evaluate(() => window.playground?.evaluate('validation'));
    const accuracy = evaluation?.digit?.accuracy ?? Number.NaN;
    await expect
      .poll(async () => (await counts()).filter((_, i) => i % 11 === 0).reduce((sum, count) => sum + count, 0) / 1500)
      .toBeCloseTo(accuracy, 6);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await expect(page.locator('table[data-task="digit"] [data-metric="accuracy"]')).toHaveText(`${(accuracy * 100).toFixed(1)}%`);
    await page.getByRole('tab', { name: 'Predictions' }).click();
    await expect(page.getByTestId('sample-grid').getByRole('listitem')).toHaveCount(18);
  });
  await test.step('a digit drawn by mouse or by keyboard is predicted by every task at once', async () => {
    await page.getByRole('tab', { name: 'Try it' }).click();
    const said = (task: string) => page.getByTestId(`said-${task}`);
    await expect(said('digit')).toHaveText('–');
    const pad = page.getByTestId('draw-pad');
    const box = await pad.boundingBox();
    if (!box) throw new Error('no pad');
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 20, { steps: 8 });
    await page.mouse.up();
    await expect(said('digit')).toHaveText(/^[0-9]/);
    await expect(said('group')).toHaveText(/^\d–\d/);
    const byMouse = await page.locator('.task-output').allTextContents();

    // A test sample stands on the pad as if it were drawn.
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(said('digit')).toHaveText('–');
    await page.getByRole('button', { name: 'Another test sample' }).click();
    await expect(said('digit')).toHaveText(/^[0-9]/);
    const inked = (): Promise<number> =>
      pad.locator('canvas').evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return 0;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return data.filter((value, i) => i % 4 === 0 && value > 100).length;
      });
    expect(await inked()).toBeGreaterThan(200);

    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(said('digit')).toHaveText('–');
    expect(await inked()).toBe(0);
    await pad.focus();
    await page.keyboard.press(' ');
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    await expect(said('digit')).toHaveText(/^[0-9]/);
    await expect(said('group')).toHaveText(/^\d–\d/);
    expect(await page.locator('.task-output').allTextContents()).not.toEqual(byMouse);
    expect(await page.getByTestId('step').textContent()).toBe('25');

    const before = await page.locator('.task-output').allTextContents();
    await trainSteps(page, 30);
    await expect.poll(() => page.locator('.task-output').allTextContents()).not.toEqual(before);
    await page.getByRole('tab', { name: 'Predictions' }).click();
  });
});

test('before there is anything to show, an empty plot and empty tabs say what is true of this run', async ({ shared: page }) => {
  await reopen(page, 'mmoe');
  const curves = page.getByRole('region', { name: 'Curves' });
  await expect(curves).toContainText('every task draws its loss here, step by step');
  await curves.getByText('Metric', { exact: true }).click();
  await expect(curves).toContainText('every task draws its metric here, after every epoch');
  await curves.getByText('Loss', { exact: true }).click();

  await page.getByRole('tab', { name: 'Confusion' }).click();
  const tab = page.locator('.insight-panel');
  await expect(tab).toContainText('No task here has classes that could be confused.');
  await loadEndless(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await tab.getByText('test', { exact: true }).click();
  await expect(tab).toContainText('This split is measured when training pauses.');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(tab.locator('table[data-task]')).toHaveCount(2);
});

test('the decision maps of toys move while training', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await loadSlowToy(page);
  await page.getByRole('tab', { name: 'Predictions' }).click();
  const maps = page.getByTestId('decision-maps').getByRole('img');
  await expect(maps).toHaveCount(2);
  const pixels = (i: number) => maps.nth(i).evaluate((map) => (map instanceof HTMLCanvasElement ? map.toDataURL() : 'no canvas'));
  const first = [await pixels(0), await pixels(1)];
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => pixels(0)).not.toBe(first[0]);
  await expect.poll(() => pixels(1)).not.toBe(first[1]);
  const later = await pixels(0);
  await expect.poll(() => pixels(0)).not.toBe(later);
  await expect(state(page)).toHaveAttribute('data-state', 'running');
  await page.getByRole('button', { name: 'Pause' }).click();
});
