import { writeFileSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import { loadChanged, loadSlowToy, projectOf, reopen, test } from './shared-page.ts';
import { expectIdle, openPage, trainSteps } from './support.ts';

const notice = (page: Page, code: string) => page.locator(`[data-code="${code}"]`);

test('a broken link and unknown words in the address are reported; the rest counts, and the document is the default one', async ({
  page,
}) => {
  await openPage(page, '#project=this-is-no-document&preset=no-such-preset&executor=abacus&lang=en');
  await expect(notice(page, 'file.brokenLink')).toBeVisible();
  await expect(notice(page, 'page.unknownParameter')).toHaveCount(2);
  await expect(notice(page, 'page.unknownParameter').filter({ hasText: 'abacus' })).toContainText('tfjs');
  expect(await projectOf(page)).toMatchObject({ data: { dataset: 'mnist' } });
});

test('a document of a future version is refused with both versions, a file that is no model says so, and nothing is lost', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await trainSteps(page, 5);
  const refusals = page.locator('[data-code^="file."]');
  await expect(refusals).toHaveCount(0);
  const before = await projectOf(page);
  const drop = async (name: string, content: string | Uint8Array) => {
    const path = test.info().outputPath(name);
    writeFileSync(path, content);
    await page.locator('input[type="file"]').setInputFiles(path);
  };
  await drop('future.json', JSON.stringify({ ...before, version: 99 }));
  await expect(notice(page, 'file.futureVersion')).toContainText('99');
  expect(await projectOf(page)).toEqual(before);
  await drop('broken.safetensors', Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]));
  await expect(refusals).toHaveCount(2);
  expect(await projectOf(page)).toEqual(before);
  await expect(page.getByTestId('step')).toHaveText('5');
});

test('tasks, nodes and wires that are called what every object has are drawn, trained and told apart, also by link', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const ids = new Map([
    ['planeA', 'constructor'],
    ['planeB', '__proto__'],
    ['shared-1', 'toString'],
    ['answer', 'hasOwnProperty'],
  ]);
  const called = (id: string): string => ids.get(id) ?? id;
  await loadChanged(page, ({ tasks, graph, ...project }) => ({
    ...project,
    tasks: tasks.map((task) => ({ ...task, id: called(task.id) })),
    graph: {
      nodes: graph.nodes.map(({ params, ...node }) => ({
        ...node,
        id: called(node.id),
        params: typeof params.task === 'string' ? { task: called(params.task) } : params,
      })),
      edges: graph.edges.map((edge) => ({ ...edge, source: called(edge.source), target: called(edge.target) })),
    },
  }));
  const expectAll = async (): Promise<void> => {
    await expect(page.locator('.react-flow__node')).toHaveCount(6);
    for (const id of ['constructor', '__proto__']) {
      await expect(page.locator(`.task-card[data-task="${id}"]`)).toBeVisible();
      await expect(page.locator(`.decision-map[data-task="${id}"]`)).toBeAttached();
    }
    await expect(page.locator('[data-code]')).toHaveCount(0);
    const seen = await page.evaluate(async () => {
      const status = await window.playground?.train({ steps: 3 });
      const metrics = (await window.playground?.evaluate('test')) ?? {};
      return {
        step: status?.step,
        tasks: Object.keys(metrics),
        last: Object.keys(window.playground?.history().at(-1)?.loss ?? {}),
      };
    });
    expect(seen).toEqual({ step: 3, tasks: ['constructor', '__proto__'], last: ['constructor', '__proto__'] });
  };
  await expectAll();
  await page.evaluate(async () => {
    const link = window.playground?.link() ?? '';
    await window.playground?.load({ preset: 'digits-shared' });
    location.hash = link.slice(link.indexOf('#'));
  });
  await expect(page.locator('.task-card[data-task="constructor"]')).toBeVisible();
  await expectIdle(page);
  await expectAll();
  await reopen(page, 'toy-related');
});

test('a document that cannot train says why on the button, with the figures, and one undo takes it back', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const before = await projectOf(page);
  await loadChanged(page, ({ graph, ...project }) => ({
    ...project,
    graph: { ...graph, nodes: graph.nodes.map((node) => (node.id === 'answer' ? { ...node, params: { units: 7 } } : node)) },
  }));
  const play = page.getByRole('button', { name: 'Train', exact: true });
  await expect(play).toHaveAttribute('aria-disabled', 'true');
  await play.hover();
  const tooltip = page.getByRole('tooltip').filter({ hasText: 'Cannot train' });
  await expect(tooltip).toContainText('7');
  await page.getByRole('button', { name: /^Undo/ }).click();
  expect(await projectOf(page)).toEqual(before);
  await expect(play).toHaveAttribute('aria-disabled', 'false');
});

test('a loss that becomes NaN stops the run, names task and step, and keeps the last good weights', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await loadChanged(page, ({ tasks, training, ...project }) => ({
    ...project,
    tasks: tasks.map((task) => (task.id === 'planeB' ? { ...task, target: 'distance', kind: 'regression', loss: 'mse' } : task)),
    training: { ...training, optimizer: { kind: 'sgd' }, learningRate: 1000 },
  }));
  await page.evaluate(() => window.playground?.train({ steps: 200 }));
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed');
  const message = notice(page, 'training.nonFinite');
  await expect(message).toContainText(/Half-plane/);
  await expect(message).toContainText(/step \d+/);
  const outputs = await page.evaluate(async () => [...((await window.playground?.predict([0.5, 0.5], 1))?.planeB ?? [])]);
  expect(outputs).toHaveLength(1);
  expect(outputs.every(Number.isFinite)).toBe(true);
  await message.getByRole('button', { name: 'Halve the learning rate' }).click();
  expect((await projectOf(page)).training.learningRate).toBe(500);
});

test('a killed worker becomes a message with a restart that goes on from the last checkpoint', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  await loadSlowToy(page);
  // A pause leaves a checkpoint, which the page has once training goes on.
  await trainSteps(page, 5);
  const step = async () => Number(await page.getByTestId('step').textContent());
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(step).toBeGreaterThan(5);
  const document = await projectOf(page);
  const workers = page.workers().filter((worker) => worker.url().includes('training-worker'));
  await workers.at(-1)?.evaluate(() => self.close());
  const message = notice(page, 'training.workerDied');
  await expect(message).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed');
  await message.getByRole('button', { name: /Restart from step \d+/ }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', /idle|paused/, { timeout: 60_000 });
  const resumed = await step();
  expect(resumed).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(step).toBeGreaterThan(resumed);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(await projectOf(page)).toEqual(document);
});
