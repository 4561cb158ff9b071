import { expect } from 'playwright/test';
import { reopen, test, undo } from './shared-page.ts';

test('what a script does shows on the screen and can be undone; it trains, predicts and exports through the worker', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const told = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    await playground.train({ epochs: 1 });
    playground.setTaskWeight('planeA', 2.5);
    const status = await playground.train({ steps: 2 });
    const predicted = await playground.predict([1, 0, -1, 0], 2);
    const sizes: number[] = [];
    for (const { id } of playground.formats()) sizes.push((await playground.exportModel(id)).size);
    const weights = playground.history().map(({ weight }) => weight.planeA);
    return {
      version: playground.version,
      link: playground.link(),
      status,
      predicted: [...(predicted.planeA ?? [])],
      sizes,
      weights,
    };
  });
  expect(told.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(told.link).toMatch(/^http:\/\/localhost:\d+\/#project=/);
  expect(told.status).toMatchObject({ state: 'paused', executor: { id: 'wasm', backend: 'wasm' } });
  expect(told.predicted).toHaveLength(2);
  for (const size of told.sizes) expect(size).toBeGreaterThan(100);
  expect(told.weights.slice(-3)).toEqual([1, 2.5, 2.5]);
  const slider = page.getByRole('slider', { name: 'Weight of Half-plane A' });
  await expect(slider).toHaveAttribute('aria-valuenow', '2.5');
  await undo(page);
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
});

test('an opened document is drawn pane by pane, each in a task of its own, and is on the screen when loading ends', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const drawn = await page.evaluate(async () => {
    const panes = { network: '#canvas', data: 'section[aria-label="Data and tasks"]', curves: '.rows' };
    /** The tasks of the page, counted, in which the new document was first seen in each of them. */
    const first: Record<string, number> = {};
    let task = 0;
    const look = (): void => {
      task++;
      for (const [pane, place] of Object.entries(panes))
        if (document.querySelector(place)?.textContent?.includes('Digit')) first[pane] ??= task;
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await window.playground?.load({ preset: 'digits-shared' });
    observer.disconnect();
    return first;
  });
  expect(Object.keys(drawn)).toEqual(['network', 'data', 'curves']);
  expect(new Set(Object.values(drawn)).size).toBe(3);
});

test('a table that a script brings in is corrected by name, listed, predicted for, and taken back by one undo; what is wrong is said and nothing is thrown', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const told = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const rows = Array.from({ length: 400 }, (_, i) => `${i / 7},${i % 3},${i % 2 ? 'ja' : 'nein'},${i % 4 ? 'train' : 'test'}`);
    const ragged = Array.from({ length: 250 }, (_, i) => `${i}`);
    const file = new File([['x', 'level', 'answer', 'where'].join(), '\n', [...rows, ...ragged].join('\n'), '\n'], 'mine.csv');
    const columns = {
      level: { kind: 'category', role: 'target' },
      answer: { role: 'target', yes: 'nein' },
      where: { role: 'split' },
    };
    const made = await playground.importData(file, { name: 'Mine', malformed: 'skip', columns });
    const listed = playground.datasets().filter(({ id }) => id === made.dataset);
    await playground.train({ steps: 20 });
    const answers = await (await playground.predictFile(new File(['x\n1\n2\n'], 'more.csv'))).text();
    const wrong = [
      await playground.importData(file, { name: 'Mine', columns: { nowhere: { role: 'target' } } }),
      await playground.importData(file, { name: 'Mine', columns: { level: { kind: 'colour' } } }),
      await playground.importData(file, { name: 'Mine', format: 'ods' }),
      // What a script may give by mistake.
      await Reflect.apply(playground.importData, playground, ['mine.csv', { name: 'Mine' }]),
    ].map(({ dataset, diagnostics }) => [dataset, diagnostics.length > 0]);
    const tasks = (): number => JSON.parse(JSON.stringify(playground.project())).tasks.length;
    return { made, listed, answers, wrong, tasks: tasks() };
  });
  expect(told.made).toMatchObject({
    rows: 400,
    diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'import.moreSkipped' })]),
  });
  expect(told.made.skipped).toHaveLength(200);
  expect(told.made.skipped[0]).toEqual({ line: 402, reason: 'tooFew' });
  expect(told.listed).toEqual([{ id: told.made.dataset, title: 'Mine', own: true, rows: 400 }]);
  expect(told.answers.split('\r\n').map((line) => line.split(',')[0])).toEqual(['x', '1', '2', '']);
  expect(told.wrong).toEqual([
    ['', true],
    ['', true],
    ['', true],
    ['', true],
  ]);
  expect(told.tasks).toBe(2);
  await undo(page);
  await expect(page.getByRole('switch', { name: 'Train Half-plane A' })).toBeAttached();
});
