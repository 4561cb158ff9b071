import { describe, expect, it } from 'vitest';
import { at } from '../../core/util/assert-never.ts';
import { diagnostic, ok, refused } from '../../core/util/diagnostics.ts';
import type { TrainingEnvironment } from './environment.ts';
import { Bench, type BenchOptions, benchOn } from './testing/bench.ts';
import { chosen, FakeDevice, type FakeDeviceOptions } from './testing/fake-device.ts';
import { toyProject, toyStepsPerEpoch } from './testing/projects.ts';

function fake(options: Partial<FakeDeviceOptions> = {}, more: Partial<BenchOptions> = {}) {
  const clock = { ms: 0 };
  const devices: FakeDevice[] = [];
  const createExecutor: TrainingEnvironment['createExecutor'] = async () => {
    const device = new FakeDevice({ stepMs: 1, ...options, clock });
    devices.push(device);
    return ok(chosen(device));
  };
  return { bench: new Bench({ createExecutor, clock, ...more }), devices };
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

describe('early stopping', () => {
  const settings = { enabled: true, watch: 'mean', patienceEpochs: 3, restoreBest: true };
  // Best after four epochs; the second task alone is best after two.
  const validationLoss = (step: number, task: number) => {
    const epoch = step / toyStepsPerEpoch;
    return task === 0 ? 2 + Math.abs(epoch - 4) * 3 : 2 + Math.abs(epoch - 2);
  };

  it('stops when the mean has not improved for the patience, and restores the best weights', async () => {
    const { bench } = fake({ validationLoss });
    await bench.load(toyProject({ epochs: 50, earlyStopping: settings }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 7 });
    const best = 4 * toyStepsPerEpoch;
    expect(bench.of('diagnostics').at(-1)?.diagnostics.at(-1)).toMatchObject({
      code: 'training.restoredBest',
      severity: 'info',
      values: { epoch: 4, step: best },
    });
    expect(bench.of('marker').at(-1)?.marker).toEqual({ kind: 'best', step: best });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(best);
  });

  it('watches one task where it is told to, and keeps the last weights where it is told to', async () => {
    const { bench } = fake({ validationLoss });
    const earlyStopping = { ...settings, watch: 'planeB', restoreBest: false };
    await bench.load(toyProject({ epochs: 50, earlyStopping }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 5 });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(5 * toyStepsPerEpoch);
  });

  it('keeps the best weights for export without stopping', async () => {
    let exported: number | undefined;
    const { bench } = fake(
      { validationLoss },
      {
        files: {
          write: async (_format, { checkpoint }) => {
            exported = checkpoint.parameters[0];
            return { ok: true, value: { fileName: 'model', mime: 'application/json', bytes: new Uint8Array(1) } };
          },
          read: async () => ({ ok: false, diagnostics: [] }),
        },
      },
    );
    await bench.load(toyProject({ epochs: 9 }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 9 });
    await bench.ask({ kind: 'export', format: 'any', weights: 'best' });
    expect(exported).toBe(4 * toyStepsPerEpoch);
    await bench.ask({ kind: 'export', format: 'any', weights: 'current' });
    expect(exported).toBe(9 * toyStepsPerEpoch);
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
    const project = toyProject();
    const status = await bench.load({ ...project, data: { ...project.data, dataset: 'mnist', options: {} } });
    expect(status.error).toMatchObject({ code: 'training.dataFailed' });
    expect(status.error?.message).toContain('404 (https://here/data/mnist/');
    await recovers(bench);
  });

  it('a model that needs more memory than there is', async () => {
    const { bench } = fake({}, { memoryLimitBytes: 1000 });
    const status = await bench.load(toyProject());
    expect(status.error).toMatchObject({ code: 'training.tooLarge', values: { device: 'fake device', limit: '0 MiB' } });
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
    expect(devices.length).toBe(2);
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

describe('a request', () => {
  it('is refused before anything is loaded', async () => {
    const { bench } = fake();
    expect(await bench.ask({ kind: 'evaluate', split: 'test' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.notLoaded' }],
    });
  });

  it('with too few numbers is refused with the numbers', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    expect(await bench.ask({ kind: 'predict', inputs: new Float32Array(5), count: 3 })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.badInput', values: { count: 3, size: 2, got: 5 } }],
    });
  });

  it('that waits when its run is replaced is refused', async () => {
    const { bench } = fake();
    bench.load(toyProject());
    const asked = bench.ask({ kind: 'checkpoint' });
    const loaded = bench.load(toyProject(), { from: 'initial' }, 'next');
    expect(await asked).toMatchObject({ ok: false, diagnostics: [{ code: 'training.otherRun' }] });
    expect(await loaded).toMatchObject({ state: 'idle' });
  });

  it('for a file is answered without a run', async () => {
    const { bench } = fake(
      {},
      {
        files: {
          write: async () => ({ ok: false, diagnostics: [] }),
          read: async () => ({ ok: true, value: { project: toyProject(), weights: null } }),
        },
      },
    );
    const read = await bench.ask({ kind: 'read', fileName: 'a.json', bytes: new Uint8Array(2) }, 'none');
    expect(read).toMatchObject({ ok: true, value: { kind: 'read', weights: null } });
  });

  it('is answered while the run trains', async () => {
    const { bench } = fake();
    await bench.load(toyProject({ epochs: 1000 }));
    bench.send({ type: 'train', runId: 'r', steps: null });
    await bench.next((event) => event.type === 'metrics');
    const samples = await bench.ask({ kind: 'samples', split: 'test', start: 10, count: 4 });
    expect(samples.ok && samples.value.kind === 'samples' && samples.value.samples).toMatchObject({ count: 4 });
    const predicted = await bench.ask({ kind: 'predict', inputs: new Float32Array(6), count: 3 });
    expect(predicted.ok && predicted.value.kind === 'predict' && predicted.value.outputs.planeA?.length).toBe(3);
    expect(bench.of('status').at(-1)?.status.state).toBe('running');
  });
});

describe('a document that replaces another', () => {
  it('goes on from the present weights and step where it is told to, with the curves complete up to there', async () => {
    const { bench } = fake({ stepMs: 3 });
    await bench.load(toyProject({ epochs: 1000 }));
    bench.send({ type: 'train', runId: 'r', steps: null });
    await bench.next((event) => event.type === 'metrics');
    const project = toyProject({ epochs: 1000 });
    const nodes = project.graph.nodes.map((node) =>
      node.id === 'shared-2' ? { ...node, params: { ...node.params, units: 9 } } : node,
    );
    const status = await bench.load({ ...project, graph: { ...project.graph, nodes } }, { from: 'current' });
    expect(status.step).toBeGreaterThan(0);
    expect(bench.metrics().steps).toEqual(Array.from({ length: status.step }, (_, i) => i + 1));
    expect(bench.of('marker').at(-1)?.marker).toEqual({ kind: 'applied', step: status.step });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(status.step);
  });

  it('keeps the weights for the next attempt when it is refused', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(11);
    expect(await bench.load(toyProject({ batchSize: 900 }), { from: 'current' })).toMatchObject({ state: 'failed' });
    expect(await bench.load(toyProject(), { from: 'current' })).toMatchObject({ state: 'idle', step: 11 });
  });

  it('warns when the checkpoint belongs to another network', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(5);
    const checkpoint = at(bench.of('checkpoint'), 0).checkpoint;
    const status = await bench.load(toyProject({ optimizer: { kind: 'sgd' } }), { from: 'checkpoint', checkpoint }, 'next');
    expect(status).toMatchObject({ state: 'idle', step: 0 });
    expect(bench.of('diagnostics').at(-1)?.diagnostics).toMatchObject([
      { code: 'training.checkpointMismatch', severity: 'warning' },
    ]);
  });
});

it('uses one device for one document after another', async () => {
  const { bench, devices } = fake();
  for (const id of ['a', 'b', 'c']) await bench.load(toyProject(), { from: 'initial' }, id);
  expect(devices.length).toBe(1);
  const clock = { ms: 0 };
  const device = new FakeDevice({ clock, stepMs: 1 });
  const other = benchOn(() => chosen(device), clock);
  await other.load(toyProject());
  other.send({
    type: 'load',
    runId: 'x',
    project: toyProject(),
    choice: { backend: 'cpu' },
    dataUrl: 'https://here/',
    start: { from: 'initial' },
  });
  await other.until('idle');
  expect(device.sessions).toBe(1);
});
