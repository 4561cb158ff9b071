import { describe, expect, it } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import type { Project } from '../../core/project/schema.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { diagnostic, refused } from '../../core/util/diagnostics.ts';
import type { Bench } from './testing/bench.ts';
import { fake } from './testing/fake-bench.ts';
import { toyProject } from './testing/projects.ts';

/** A document whose data is fetched. */
function digits(): Project {
  const preset = presets.find(({ id }) => id === 'digits-shared');
  invariant(preset, 'the preset is there');
  return preset.project();
}

describe('a loss that is not finite', () => {
  const bad = (value: number) => (step: number, task: number) => (step >= 1234 && task === 1 ? value : 1);

  it('stops the run, names task and step, and restores weights from before it', async () => {
    const { bench } = fake({ loss: bad(Number.NaN), stepMs: 2 });
    await bench.load(toyProject({ epochs: 1000 }));
    const status = await bench.train();
    expect(status).toMatchObject({
      state: 'failed',
      error: {
        code: 'training.nonFinite',
        where: 'task:planeB',
        values: { task: 'Half-plane B', value: 'NaN', step: 1234, goodStep: status.step },
      },
    });
    expect(status.step).toBeGreaterThan(200);
    expect(status.step).toBeLessThan(1233);
    expect(bench.of('diagnostics').at(-1)?.diagnostics.at(-1)?.code).toBe('training.nonFinite');
    // The fake device's first parameter counts the steps that its weights have behind them.
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(status.step);
    expect(bench.of('checkpoint').at(-1)?.checkpoint.step).toBe(status.step);
    expect(bench.metrics().steps.at(-1)).toBe(1234);
    expect(bench.metrics().losses.at(-1)).toBeNaN();
  });

  it('is found in the very first step, and the initial weights are kept', async () => {
    const { bench } = fake({ loss: () => Number.POSITIVE_INFINITY });
    await bench.load(toyProject());
    expect(await bench.train()).toMatchObject({
      state: 'failed',
      step: 0,
      error: { values: { value: 'Infinity', step: 1, goodStep: 0 } },
    });
  });

  it('leaves a run that can be trained on from the good weights, or reset', async () => {
    let broken = true;
    const { bench } = fake({ loss: (step) => (broken && step > 30 ? Number.NaN : 1) });
    await bench.load(toyProject());
    const { step } = await bench.train();
    broken = false;
    bench.send({ type: 'setLearningRate', runId: 'r', learningRate: 1e-4 });
    expect(await bench.train(40)).toMatchObject({ state: 'paused', step: step + 40 });
    expect(bench.of('rewound').at(-1)?.step).toBe(step);
    const idle = bench.until('idle');
    bench.send({ type: 'reset', runId: 'r' });
    expect(await idle).not.toHaveProperty('error');
  });
});

describe('what cannot be trained is refused in words, and the next document works', () => {
  async function recovers(bench: Bench): Promise<void> {
    expect(await bench.load(toyProject(), { from: 'initial' }, 'next')).toMatchObject({ state: 'idle' });
    expect(await bench.train(3, 'next')).toMatchObject({ state: 'paused', step: 3 });
  }

  it('a batch larger than the data', async () => {
    const { bench } = fake();
    const status = await bench.load(toyProject({ batchSize: 701 }));
    expect(status.error).toMatchObject({ code: 'training.batchTooLarge', where: 'training.batchSize' });
    expect(await bench.train()).toMatchObject({ state: 'failed', error: { code: 'training.batchTooLarge' } });
    expect(await bench.ask({ kind: 'checkpoint' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.batchTooLarge' }],
    });
    await recovers(bench);
  });

  it('a task without labels', async () => {
    const { bench } = fake();
    const project = toyProject();
    const tasks = project.tasks.map((task, i) => (i === 1 ? { ...task, labelsKept: 0.0001 } : task));
    expect((await bench.load({ ...project, tasks })).error).toMatchObject({ code: 'data.noLabels', where: 'task:planeB' });
    await recovers(bench);
  });

  it('a graph with a dangling head', async () => {
    const { bench } = fake();
    const project = toyProject();
    const edges = project.graph.edges.filter((edge) => edge.target !== 'planeA-head');
    const status = await bench.load({ ...project, graph: { ...project.graph, edges } });
    expect(status).toMatchObject({ state: 'failed', error: { severity: 'error', where: 'node:planeA-head' } });
    await recovers(bench);
  });

  it('data that cannot be fetched', async () => {
    const { bench } = fake({}, { fetchPack: async (url) => Promise.reject(new Error(`404 (${url})`)) });
    const status = await bench.load(digits());
    expect(status.error).toMatchObject({ code: 'training.dataFailed' });
    expect(status.error?.message).toContain('404 (https://here/data/mnist/');
    await recovers(bench);
  });

  it('a model that needs more memory than there is', async () => {
    const bytes = { bytes: 3 * 2 ** 30, limitBytes: 2 ** 30, largestBytes: 1, largestLimitBytes: 2 ** 30 };
    const { bench, devices } = fake({}, { forecastMemory: async () => [{ id: 'wasm', backend: 'wasm', ...bytes }] });
    const status = await bench.load(toyProject());
    expect(status.error).toMatchObject({ values: { executor: 'WebAssembly', needed: '3.0 GiB', limit: '1.0 GiB' } });
    expect(devices).toEqual([]);
  });

  it('an edit that needs more memory than there is, and the weights are kept for the next', async () => {
    let bytes = 1;
    const forecastMemory = async () => [
      { id: 'wasm' as const, backend: 'wasm', bytes, limitBytes: 2 ** 30, largestBytes: 1, largestLimitBytes: 2 ** 30 },
    ];
    const { bench } = fake({}, { forecastMemory });
    await bench.load(toyProject());
    await bench.train(12);
    bytes = 2 ** 31;
    const refused = await bench.load(toyProject(), { from: 'current' });
    expect(refused).toMatchObject({
      state: 'failed',
      step: 12,
      error: { where: expect.stringMatching(/^(node:|training|data)/) },
    });
    bytes = 1;
    expect(await bench.load(toyProject(), { from: 'current' })).toMatchObject({ state: 'idle', step: 12 });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(12);
  });

  it('and says beforehand what training will take', async () => {
    const forecast = { id: 'wasm' as const, backend: 'wasm', bytes: 5, limitBytes: 9, largestBytes: 5, largestLimitBytes: 9 };
    const { bench } = fake({}, { forecastMemory: async () => [forecast] });
    await bench.load(toyProject());
    const order = bench.events.map(({ type }) => type);
    expect(bench.of('memory').map(({ forecasts }) => forecasts)).toEqual([[forecast]]);
    const loading = bench.events.findIndex((event) => event.type === 'progress' && event.phase === 'data');
    expect(order.indexOf('memory')).toBeLessThan(loading);
  });

  it('a device that fails in the middle', async () => {
    let fail = true;
    const { bench, devices } = fake({
      beforeBlock: () => {
        if (fail && bench.metrics().steps.length > 20) throw new Error('out of memory');
      },
    });
    await bench.load(toyProject());
    expect(await bench.train()).toMatchObject({
      state: 'failed',
      error: { code: 'training.executorFailed', values: { reason: 'out of memory' } },
    });
    expect(await bench.train()).toMatchObject({ state: 'failed', error: { code: 'training.executorFailed' } });
    fail = false;
    await recovers(bench);
    // One that failed, one that failed again, and one that worked.
    expect(devices.length).toBe(3);
  });

  it('a device that is lost while it trains: the page can go on from the last checkpoint on a new one', async () => {
    const { bench, devices } = fake({ stepMs: 5 });
    await bench.load(toyProject({ epochs: 1000 }));
    bench.send({ type: 'train', runId: 'r', steps: null });
    await bench.next((event) => event.type === 'checkpoint');
    const failed = bench.until('failed');
    at(devices, 0).lose('unplugged');
    expect((await failed).error).toMatchObject({ code: 'training.deviceLost', values: { reason: 'unplugged' } });
    const checkpoint = at(bench.of('checkpoint'), bench.of('checkpoint').length - 1).checkpoint;
    const resumed = await bench.load(toyProject({ epochs: 1000 }), { from: 'checkpoint', checkpoint }, 'again');
    expect(resumed).toMatchObject({ state: 'idle', step: checkpoint.step });
    expect(devices.length).toBe(2);
    expect(await bench.train(1, 'again')).toMatchObject({ step: checkpoint.step + 1 });
    const lastStep = at(at(devices, 1).steps(), 0);
    expect(lastStep.rows).toEqual(at(at(devices, 0).steps(), checkpoint.step).rows);
  });

  it('a device that is lost: playing on takes a new one, from the last good weights', async () => {
    const { bench, devices } = fake({ stepMs: 5 });
    await bench.load(toyProject({ epochs: 1000 }));
    bench.send({ type: 'train', runId: 'r', steps: null });
    bench.send({ type: 'setTaskWeight', runId: 'r', task: 'planeB', weight: 0.5 });
    await bench.next((event) => event.type === 'checkpoint');
    await bench.next((event) => event.type === 'checkpoint');
    const failed = bench.until('failed');
    at(devices, 0).lose('unplugged');
    const { step: lostAt } = await failed;
    const { step } = await bench.train(10);
    expect(devices.length).toBe(2);
    const resumedFrom = bench.of('rewound').at(-1)?.step ?? 0;
    expect(step).toBe(resumedFrom + 10);
    expect(resumedFrom).toBeGreaterThan(0);
    expect(resumedFrom).toBeLessThanOrEqual(lostAt);
    const taskWeights = at(devices, 1).program?.controls.taskWeights ?? 0;
    expect(at(at(devices, 1).steps(), 0).controls[taskWeights + 1]).toBe(0.5);
  });

  it('data that could not be fetched at first, when training is asked for again', async () => {
    let there = false;
    const asked: string[] = [];
    const { bench } = fake(
      {},
      {
        fetchPack: async (url) => {
          asked.push(url);
          throw new Error(there ? 'still broken' : 'offline');
        },
      },
    );
    const mnist = digits();
    expect((await bench.load(mnist)).error?.message).toContain('offline');
    there = true;
    expect((await bench.train()).error?.message).toContain('still broken');
    expect(asked.length).toBeGreaterThan(1);
  });

  it('a backend that is forced and not there', async () => {
    const problem = diagnostic('page.backendUnavailable', { backend: 'webgpu', error: 'no adapter' }, 'page');
    const { bench } = fake({}, { createExecutor: async () => refused(problem) });
    expect((await bench.load(toyProject())).error).toEqual(problem);
  });

  it('a device that never starts', async () => {
    const { bench } = fake({}, { createExecutor: async () => Promise.reject(new Error('no adapter')) });
    expect((await bench.load(toyProject())).error).toMatchObject({
      code: 'training.executorFailed',
      values: { reason: 'no adapter' },
    });
  });
});
