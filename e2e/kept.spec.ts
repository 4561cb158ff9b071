import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Page, test } from 'playwright/test';
import { projectOf } from './shared-page.ts';
import { openPage } from './support.ts';

const notice = (page: Page, code: string) => page.locator(`[data-code="${code}"]`);

/** Opens the document on the screen with another seed, and does not wait for what follows. */
const editSeed = (page: Page, seed: number): Promise<void> =>
  page.evaluate((next) => {
    const { playground } = window;
    if (!playground) throw new Error('no scripting interface');
    void playground.load({ project: { ...JSON.parse(JSON.stringify(playground.project())), seed: next } });
  }, seed);

const seedOf = async (page: Page): Promise<number> => (await projectOf(page)).seed;

const begun = async (page: Page): Promise<Page> => {
  await page.waitForFunction(() => window.playground !== undefined);
  return page;
};

async function visit(context: BrowserContext, hash = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`./${hash}`);
  return begun(page);
}

/** Nothing is trained here: without a worker the page starts at once. */
async function withoutTraining(context: BrowserContext): Promise<void> {
  await context.route(/training-worker.*\.js/, (route) => route.abort());
}

test('closing the page at any moment after an edit loses nothing; a reload brings back the same', async ({ context }) => {
  await withoutTraining(context);
  let page = await visit(context, '#preset=toy-related');
  // An edit waits for 250 ms before it is written.
  for (const ms of [0, 120, 240, 400]) {
    await editSeed(page, 1000 + ms);
    await page.waitForTimeout(ms);
    await page.close();
    page = await visit(context);
    expect(await seedOf(page), `closed after ${ms} ms`).toBe(1000 + ms);
  }
  await editSeed(page, 7);
  await page.reload();
  expect(await seedOf(await begun(page))).toBe(7);
  await expect(page.locator('[data-code^="page."]')).toHaveCount(0);
});

test('two tabs keep what each has and one of them says so; the next visit opens the last one and offers the other', async ({
  context,
}) => {
  await withoutTraining(context);
  const one = await visit(context, '#preset=toy-related');
  await editSeed(one, 1);
  await one.reload();
  const two = await visit(context);
  expect(await seedOf(await begun(one))).toBe(1);
  expect(await seedOf(two)).toBe(1);
  await editSeed(one, 2);
  await editSeed(two, 3);
  const parted = async () => (await notice(one, 'page.parted').count()) + (await notice(two, 'page.parted').count());
  await expect.poll(parted).toBe(1);
  await one.close();
  await two.close();
  const next = await visit(context);
  expect(await seedOf(next)).toBe(3);
  await expect(notice(next, 'page.otherDocument')).toBeVisible();
  await next.getByRole('button', { name: 'Open it' }).click();
  expect(await seedOf(next)).toBe(2);
});

const faults = {
  'never answers': () => {
    Object.defineProperty(IDBFactory.prototype, 'open', { value: () => new EventTarget() });
  },
  'is full': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  },
};

for (const [fault, inject] of Object.entries(faults)) {
  test(`a database that ${fault}: said with the cause, and the document is still there next time`, async ({ context }) => {
    await withoutTraining(context);
    await context.addInitScript(inject);
    const page = await visit(context, '#preset=toy-related');
    await editSeed(page, 5);
    await expect(notice(page, 'page.standIn')).toContainText(fault === 'is full' ? 'quota has been exceeded' : 'does not answer');
    await page.close();
    expect(await seedOf(await visit(context))).toBe(5);
  });
}

test('a browser that keeps nothing, whose very getters throw: the page starts, trains, and says so', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: refuse });
  });
  await openPage(page, '#preset=toy-related&lang=zh-CN');
  const trained = await page.evaluate(() => window.playground?.train({ steps: 5 }));
  expect(trained?.step).toBe(5);
  await editSeed(page, 5);
  await expect(notice(page, 'page.notKept')).toContainText('关闭页面后，所做的编辑会丢失');
});

/** A node of this name makes what looks at the graph, or what draws it, throw. */
const poisons = {
  analysis: () => {
    const { get } = Map.prototype;
    Map.prototype.get = function (key) {
      if (key === 'poison') throw new Error('poisoned analysis');
      return get.call(this, key);
    };
  },
  drawing: () => {
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      if (value === 'poison') throw new Error('poisoned drawing');
      setAttribute.call(this, name, value);
    };
  },
};

test('a kept document that throws where it is analysed or drawn: the state before it opens, and the bad one can be taken home', async ({
  context,
}) => {
  await withoutTraining(context);
  const page = await visit(context, '#preset=toy-related');
  await editSeed(page, 11);
  await page.reload();
  await begun(page);
  await page.locator('body').press('Escape');
  await page.evaluate(() => {
    const text = JSON.stringify(window.playground?.project()).replaceAll('"shared-1"', '"poison"');
    void window.playground?.load({ project: JSON.parse(text) });
  });
  await page.close();
  for (const [where, poison] of Object.entries(poisons)) {
    const next = await context.newPage();
    await next.addInitScript(poison);
    await next.goto('./');
    await expect(notice(next, 'page.leftOut')).toContainText(`poisoned ${where}`);
    expect(await seedOf(next)).toBe(11);
    await expect(next.locator('.react-flow__node').first()).toBeVisible();
    await expect(next.locator('.broken-pane')).toHaveCount(0);
    const coming = next.waitForEvent('download');
    await notice(next, 'page.leftOut').getByRole('button', { name: 'Download it' }).click();
    expect(await readFile(await (await coming).path(), 'utf8')).toContain('"poison"');
    await next.close();
  }
});

test('what fails at the top leaves words and ways out, never a white page', async ({ page }) => {
  const app = /assets\/app-[^/]*\.js/;
  await page.route(app, (route) => route.abort());
  await page.goto('./');
  await expect(page.getByText('If nothing happens')).toBeVisible();
  await page.unroute(app);
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new Error('no workers here');
    };
    if (location.hash.includes('executor')) Object.defineProperty(window, 'Worker', { get: refuse });
  });
  await page.goto('./?again#executor=wasm');
  const rescue = page.locator('.rescue');
  await expect(rescue).toContainText('no workers here');
  await rescue.getByRole('button', { name: 'Open the first example' }).click();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
});

/** Lets a page kill its workers without a word, as a browser may. */
const killable = (): void => {
  const workers: Worker[] = [];
  window.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      workers.push(this);
    }
  };
  Object.assign(window, { killWorkers: () => workers.forEach((worker) => void worker.terminate()) });
};

test('a worker that dies without a word, training or after «apply»: noticed, and at most what was trained in two seconds is lost', async ({
  page,
}) => {
  await page.addInitScript(killable);
  await openPage(page, '#preset=toy-related');
  const kill = () => page.evaluate(() => Reflect.get(window, 'killWorkers')());
  const stepOf = () => page.evaluate(() => window.playground?.status().step ?? 0);
  await page.evaluate(async () => {
    const { playground } = window;
    await playground?.train({ steps: 300 });
    void playground?.train({ steps: 1e7 });
  });
  await expect.poll(stepOf).toBeGreaterThan(300);
  await kill();
  await expect(notice(page, 'training.workerDied')).toBeVisible();
  // The pause left a checkpoint.
  await page.getByRole('button', { name: /^Restart/ }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle');
  const known = await stepOf();
  expect(known).toBeGreaterThanOrEqual(300);
  // Not one step of the new worker, which has left no checkpoint of its own, before the next program.
  await page.locator('.react-flow__node[data-id="shared-2"]').click();
  await page.locator('.ed-inspector').getByRole('textbox', { name: 'Units' }).fill('7');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await kill();
  await expect(notice(page, 'training.workerDied')).toBeVisible();
  const again = await page.evaluate(() => window.playground?.train({ steps: 5 }));
  expect(again?.step).toBeGreaterThanOrEqual(known + 5);
});

/** Runs in the page: the steps of the runs that its database holds. */
async function stepsKept(): Promise<readonly number[]> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
  const database = await settled(indexedDB.open('mtl-playground'));
  const all = await settled(database.transaction('work').objectStore('work').getAll());
  database.close();
  return all.map((work) => work.run?.checkpoint.step ?? 0);
}

test('a reload brings back weights, curves, undo and the example’s note; training goes on to the bit, and a run that gave way comes back', async ({
  page,
}) => {
  await openPage(page, '#preset=toy-related&executor=wasm');
  const trainTo = (steps: number) =>
    page.evaluate(async (count) => (await window.playground?.train({ steps: count }))?.step, steps);
  const lossesOf = () => page.evaluate(() => JSON.stringify(window.playground?.history()));
  const news = page.getByTestId('run-news');
  await expect(page.getByTestId('example-note')).toBeVisible();
  const shipped = await seedOf(page);
  await page.getByRole('button', { name: 'New seed' }).click();
  await expect.poll(() => seedOf(page)).not.toBe(shipped);
  const seed = await seedOf(page);
  await trainTo(160);
  const whole = await lossesOf();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(news).toContainText('put aside at epoch');
  await expect(page.getByTestId('step')).toHaveText('0');
  await trainTo(100);
  await expect.poll(() => page.evaluate(stepsKept)).toContain(100);
  await page.reload();
  await begun(page);
  await expect(news).toContainText('step 100: restored');
  await expect(page.getByTestId('step')).toHaveText('100');
  await expect(page.getByTestId('example-note')).toContainText('edited');
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  await trainTo(60);
  expect(await lossesOf()).toBe(whole);

  await page.evaluate(() => window.playground?.load({ preset: 'toy-conflicting' }));
  await expect(page.getByTestId('step')).toHaveText('0');
  await news.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByTestId('step')).toHaveText('160');
  expect(await seedOf(page)).toBe(seed);
  expect(await lossesOf()).toBe(whole);
  // Back to the example, then to the edit before the reload.
  await page.locator('body').press('Control+z');
  await page.locator('body').press('Control+z');
  await page.locator('body').press('Control+z');
  await expect.poll(() => seedOf(page)).toBe(shipped);
});
