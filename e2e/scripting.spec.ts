import { expect } from 'playwright/test';
import { loadSlowToy, projectOf, reopen, test, undo } from './shared-page.ts';

test('version, presets and formats are listed', async ({ shared: page }) => {
  const listed = await page.evaluate(async () => ({
    version: window.playground?.version,
    presets: window.playground?.presets(),
    formats: window.playground?.formats(),
  }));
  expect(listed.version).toMatch(/^\d+\.\d+\.\d+/);
  const ids = [
    'digits-shared',
    'digits-independent',
    'digits-hierarchical',
    'digits-fully-shared',
    'digits-cnn',
    'toy-related',
    'toy-conflicting',
  ];
  expect(listed.presets?.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  for (const { title } of listed.presets ?? []) expect(title).not.toBe('');
  expect(listed.formats?.length).toBeGreaterThanOrEqual(3);
});

test('load replaces the document by preset, project or link, and says what is wrong without ever throwing', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const outcome = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const toy = playground.project();
    const link = playground.link();
    const digits = await playground.load({ preset: 'digits-hierarchical' });
    const digitsProject = playground.project();
    const broken = [
      await playground.load({ preset: 'no such preset' }),
      await playground.load({ project: { nonsense: true } }),
      await playground.load({ project: null }),
      await playground.load({ project: 'text' }),
      await playground.load({ link: 'https://example.org/#project=broken' }),
      await playground.load({ link: 'no link at all' }),
    ];
    const kept = JSON.stringify(playground.project()) === JSON.stringify(digitsProject);
    const back = await playground.load({ link });
    const again = playground.project();
    const copy = await playground.load({ project: toy });
    return { link, digits, broken, kept, back, toy, again, copy };
  });
  expect(outcome.link).toMatch(/^http:\/\/localhost:\d+\/#project=/);
  expect(outcome.digits).toEqual([]);
  for (const diagnostics of outcome.broken) {
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const item of diagnostics) expect(item).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  }
  expect(outcome.kept).toBe(true);
  expect(outcome.back).toEqual([]);
  expect(outcome.again).toEqual(outcome.toy);
  expect(outcome.copy).toEqual([]);
});

test('load also never throws on what is no source at all', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const outcomes = await page.evaluate(async () => {
    const load: unknown = window.playground?.load;
    if (typeof load !== 'function') throw new Error('no scripting interface');
    const sources: unknown[] = [undefined, null, 7, {}, { preset: 3 }, { link: null }];
    const results: unknown[] = [];
    for (const source of sources) results.push(await load(source));
    return results;
  });
  for (const outcome of outcomes) expect(outcome).toEqual([expect.objectContaining({ code: expect.any(String) })]);
});

test('project is a copy: changing it changes nothing on the page', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const before = await projectOf(page);
  await page.evaluate(() => Reflect.set(Object(window.playground?.project()), 'tasks', []));
  expect(await projectOf(page)).toEqual(before);
});

test('train counts steps and epochs, pause stops, reset goes back; status and history tell', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const told = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const before = playground.status();
    const some = await playground.train({ steps: 7 });
    const rows = playground.history();
    const epoch = await playground.train({ epochs: 1 });
    const all = playground.history();
    return { before, some, rows, epoch, all };
  });
  await loadSlowToy(page);
  const stopped = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const unending = playground.train();
    await new Promise<void>((resolve) => {
      const stop = playground.on('metrics', () => {
        stop();
        resolve();
      });
    });
    const paused = await playground.pause();
    const resolved = await unending;
    const reset = await playground.reset();
    return { paused, resolved, reset, empty: playground.history().length };
  });
  expect(told.before).toMatchObject({ state: 'idle', step: 0, epoch: 0, executor: { backend: expect.any(String) } });
  expect(told.before.executor).toMatchObject({ id: expect.any(String), device: expect.any(String), reason: expect.any(String) });
  expect(told.some).toMatchObject({ state: 'paused', step: 7 });
  expect(told.rows.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (const { loss, weight } of told.rows) {
    expect(Object.keys(loss)).toEqual(['planeA', 'planeB']);
    expect(weight).toEqual({ planeA: 1, planeB: 1 });
  }
  const perEpoch = told.epoch.step - 7;
  expect(perEpoch).toBe(Math.floor(700 / 32));
  const measured = told.all.filter(({ validation }) => validation);
  expect(measured.map(({ step }) => step)).toEqual([perEpoch]);
  expect(measured[0]?.validation?.planeA).toMatchObject({ loss: expect.any(Number), accuracy: expect.any(Number) });
  expect(stopped.paused.state).toBe('paused');
  expect(stopped.resolved.state).toBe('paused');
  expect(stopped.resolved.step).toBeGreaterThan(0);
  expect(stopped.reset).toMatchObject({ state: 'idle', step: 0 });
  expect(stopped.empty).toBe(0);
});

test('setTaskWeight shows on the screen, acts on the next step, and is undone', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const weights = await page.evaluate(async () => {
    await window.playground?.train({ steps: 2 });
    window.playground?.setTaskWeight('planeA', 2.5);
    await window.playground?.train({ steps: 2 });
    return window.playground?.history().map(({ weight }) => weight.planeA);
  });
  expect(weights).toEqual([1, 1, 2.5, 2.5]);
  const slider = page.getByRole('slider', { name: 'Weight of Half-plane A' });
  await expect(slider).toHaveAttribute('aria-valuenow', '2.5');
  await undo(page);
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
});

test('a weight that cannot be is refused, and nothing changes', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const before = await projectOf(page);
  const refusals = await page.evaluate(() => {
    const wrong = [
      ['planeA', -1],
      ['planeA', Number.NaN],
      ['planeA', Number.POSITIVE_INFINITY],
      ['no such task', 1],
    ] as const;
    return wrong.map(([task, weight]) => {
      try {
        window.playground?.setTaskWeight(task, weight);
        return 'accepted';
      } catch (error) {
        return String(error);
      }
    });
  });
  expect(refusals.map((text) => text.includes('task') || text.includes('weight'))).toEqual([true, true, true, true]);
  expect(await projectOf(page)).toEqual(before);
});

test('evaluate, predict and exportModel work with the current weights', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const result = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    await playground.train({ epochs: 8 });
    const splits = ['train', 'validation', 'test'] as const;
    const accuracies: number[] = [];
    for (const split of splits) accuracies.push((await playground.evaluate(split)).planeA?.accuracy ?? Number.NaN);
    const plain = await playground.predict([1, 0, -1, 0], 2);
    const typed = await playground.predict(Float32Array.of(1, 0, -1, 0), 2);
    const files: { id: string; size: number }[] = [];
    for (const { id } of playground.formats()) files.push({ id, size: (await playground.exportModel(id)).size });
    const refusal = await playground.exportModel('no such format').catch((error: unknown) => String(error));
    return { accuracies, plain: [...(plain.planeA ?? [])], typed: [...(typed.planeA ?? [])], files, refusal };
  });
  for (const accuracy of result.accuracies) expect(accuracy).toBeGreaterThan(0.8);
  expect(result.plain).toHaveLength(2);
  expect(Math.abs((result.plain[0] ?? 0) - (result.plain[1] ?? 0))).toBeGreaterThan(0.5);
  expect(result.typed).toEqual(result.plain);
  for (const { size } of result.files) expect(size).toBeGreaterThan(100);
  expect(result.refusal).toContain('no such format');
});

test('on tells of status, metrics and diagnostics until it is stopped', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const heard = await page.evaluate(async () => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    const states: unknown[] = [];
    let losses = 0;
    const codes: unknown[] = [];
    const stops = [
      playground.on('status', (status) => states.push(Reflect.get(Object(status), 'state'))),
      playground.on('metrics', (metrics) => {
        losses += Reflect.get(Object(metrics), 'losses').length;
      }),
      playground.on('diagnostics', (items) => {
        if (Array.isArray(items)) codes.push(...items.map((item: unknown) => Reflect.get(Object(item), 'code')));
      }),
    ];
    await playground.train({ steps: 6 });
    const project = JSON.parse(JSON.stringify(playground.project()));
    project.training.batchSize = 4096;
    await playground.load({ project });
    for (const stop of stops) stop();
    const told = states.length;
    await playground.load({ preset: 'toy-related' });
    return { states, losses, codes, silent: states.length === told };
  });
  expect(heard.states).toEqual(expect.arrayContaining(['running', 'paused']));
  expect(heard.losses).toBe(12);
  expect(heard.codes).toContain('training.batchTooLarge');
  expect(heard.silent).toBe(true);
});
