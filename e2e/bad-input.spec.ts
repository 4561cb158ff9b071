import { writeFileSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import { reopen, test } from './shared-page.ts';
import { openPage, trainSteps } from './support.ts';

const notice = (page: Page, code: string) => page.locator(`[data-code="${code}"]`);

interface LooseProject {
  version: number;
  seed: number;
  tasks: { id: string; labelsKept: number; target: string }[];
  graph: {
    nodes: { id: string; kind: string; params: Record<string, unknown> }[];
    edges: { id: string; source: string; target: string; port: string }[];
  };
  training: { batchSize: number; epochs: number; learningRate: number; optimizer: unknown };
}

/** Loads a changed copy of the document through the scripting interface; resolves with the codes of what it says. */
async function loadChanged(page: Page, change: (project: LooseProject) => void): Promise<string[]> {
  const project: LooseProject = await page.evaluate(() => JSON.parse(JSON.stringify(window.playground?.project())));
  change(project);
  return page.evaluate(async (next) => {
    const diagnostics = await window.playground?.load({ project: next });
    return (diagnostics ?? []).map(({ code }) => code);
  }, project);
}

const projectOf = (page: Page) => page.evaluate(() => window.playground?.project());

/** Play is refused with a reason, and the document is still there. */
async function expectBlocked(page: Page): Promise<void> {
  const play = page.getByRole('button', { name: 'Train', exact: true });
  await expect(play).toHaveAttribute('aria-disabled', 'true');
  await play.hover();
  await expect(page.getByRole('tooltip').filter({ hasText: 'Cannot train' })).toBeVisible();
}

test('a broken link gives a message and the default project', async ({ page }) => {
  await openPage(page, '#project=this-is-no-document');
  await expect(notice(page, 'file.brokenLink')).toBeVisible();
  expect(await projectOf(page)).toMatchObject({ data: { dataset: 'mnist' } });
});

test('unknown words in the address are reported, and the rest counts', async ({ page }) => {
  await openPage(page, '#preset=no-such-preset&executor=abacus&lang=en');
  await expect(notice(page, 'page.unknownParameter')).toHaveCount(2);
  await expect(notice(page, 'page.unknownParameter').filter({ hasText: 'abacus' })).toContainText('tfjs');
});

test('a document of a future version is refused with both versions, and the old one stays', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await expect(page.locator('[data-code^="file."]')).toHaveCount(0);
  const before = await projectOf(page);
  const path = test.info().outputPath('future.json');
  writeFileSync(path, JSON.stringify({ ...(before as object), version: 99 }));
  await page.locator('input[type="file"]').setInputFiles(path);
  await expect(notice(page, 'file.futureVersion')).toContainText('99');
  expect(await projectOf(page)).toEqual(before);
});

test('a file that is no model says so, and nothing is lost', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await expect(page.locator('[data-code^="file."]')).toHaveCount(0);
  await trainSteps(page, 5);
  const path = test.info().outputPath('broken.safetensors');
  writeFileSync(path, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]));
  await page.locator('input[type="file"]').setInputFiles(path);
  await expect(page.locator('[data-code^="file."]').first()).toBeVisible();
  await expect(page.getByTestId('step')).toHaveText('5');
});

test('a cycle is named and keeps the document from training, without losing it', async ({ shared: page }) => {
  await reopen(page, 'digits-hierarchical');
  const before = await projectOf(page);
  const codes = await loadChanged(page, ({ graph }) => {
    const layers = graph.nodes.filter(({ kind }) => kind === 'dense').map(({ id }) => id);
    const path = graph.edges.find(({ source, target }) => layers.includes(source) && layers.includes(target));
    if (path) graph.edges.push({ id: 'back', source: path.target, target: path.source, port: 'in' });
  });
  expect(codes).toContain('graph.cycleFound');
  await expectBlocked(page);
  await page.getByRole('button', { name: /^Undo/ }).click();
  expect(await projectOf(page)).toEqual(before);
});

test('a shape mismatch names the node and says both shapes', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await loadChanged(page, ({ graph }) => {
    const edge = graph.edges.find(({ target }) => graph.nodes.some(({ id, kind }) => id === target && kind === 'head'));
    const before = graph.nodes.find(({ id }) => id === edge?.source);
    if (before) before.params = { ...before.params, units: 7 };
  });
  await expectBlocked(page);
  const tooltip = page.getByRole('tooltip').filter({ hasText: 'Cannot train' });
  await expect(tooltip).toContainText('7');
  await expect(tooltip).toContainText('10');
});

test('a dangling head names its task', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const codes = await loadChanged(page, ({ graph }) => {
    const heads = graph.nodes.filter(({ kind }) => kind === 'head').map(({ id }) => id);
    graph.edges = graph.edges.filter(({ target }) => target !== heads[1]);
  });
  expect(codes).toContain('graph.headUnconnected');
  await expectBlocked(page);
  await expect(page.getByRole('tooltip').filter({ hasText: 'Cannot train' })).toContainText('Group');
});

test('a task without data says which task and what to do', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  const codes = await loadChanged(page, ({ tasks }) => {
    for (const task of tasks) if (task.id === 'group') task.labelsKept = 0;
  });
  expect(codes).toContain('data.noLabels');
  await expect(notice(page, 'data.noLabels')).toContainText('Group');
});

test('a batch larger than the data says both numbers', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const codes = await loadChanged(page, ({ training }) => {
    training.batchSize = 4096;
  });
  expect(codes).toContain('training.batchTooLarge');
  await expect(page.locator('[data-code="training.batchTooLarge"]').first()).toContainText('4096');
});

test('a loss that becomes NaN stops the run, names task and step, and keeps the last good weights', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await loadChanged(page, ({ tasks, training }) => {
    for (const task of tasks)
      if (task.id === 'planeB') Object.assign(task, { target: 'distance', kind: 'regression', loss: 'mse' });
    training.optimizer = { kind: 'sgd' };
    training.learningRate = 1000;
  });
  await page.evaluate(() => window.playground?.train({ steps: 200 }));
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed');
  const message = notice(page, 'training.nonFinite');
  await expect(message).toContainText(/Half-plane/);
  await expect(message).toContainText(/step \d+/);
  const outputs = await page.evaluate(async () => [...((await window.playground?.predict([0.5, 0.5], 1))?.planeB ?? [])]);
  expect(outputs).toHaveLength(1);
  expect(outputs.every(Number.isFinite)).toBe(true);
  const rate = await page.evaluate(() => Reflect.get(Object(window.playground?.project()), 'training').learningRate);
  await message.getByRole('button', { name: 'Halve the learning rate' }).click();
  expect(await page.evaluate(() => Reflect.get(Object(window.playground?.project()), 'training').learningRate)).toBe(rate / 2);
});

test('a killed worker becomes a message with a restart that goes on from the last checkpoint', async ({ page }) => {
  await openPage(page);
  await loadChanged(page, ({ training }) => {
    training.epochs = 10_000;
  });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  // A checkpoint is promised at least every two seconds of training, so that there must be one by then.
  const begun = Date.now();
  await expect.poll(() => Date.now() - begun).toBeGreaterThan(2500);
  const document = await projectOf(page);
  await page.workers()[0]?.evaluate(() => self.close());
  const message = notice(page, 'training.workerDied');
  await expect(message).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed');
  await message.getByRole('button', { name: /Restart from step \d+/ }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', /idle|paused/, { timeout: 60_000 });
  const resumed = Number(await page.getByTestId('step').textContent());
  expect(resumed).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(async () => Number(await page.getByTestId('step').textContent())).toBeGreaterThan(resumed);
  expect(await projectOf(page)).toEqual(document);
});

test('without WebGPU the page says what it uses instead and why', async ({ page }) => {
  // A network for which nothing is measured: there the reason is the missing WebGPU, and not the speed of several threads.
  await openPage(page, '#preset=toy-related');
  await page.getByTestId('backend').hover();
  await expect(page.getByRole('tooltip').filter({ hasText: 'WebGPU' })).toBeVisible();
});
