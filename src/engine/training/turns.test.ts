import { describe, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import type { WorkerRequest } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { ok } from '../../core/util/diagnostics.ts';
import type { Bench } from './testing/bench.ts';
import { fake } from './testing/fake-bench.ts';
import { toyProject } from './testing/projects.ts';

/** Samples in calls of 256 that take 40 ms each, and a training that never ends and never validates. */
const evaluateMs = () => 40;
const long = (): Project => {
  const project = toyProject({ epochs: 100_000 });
  return { ...project, data: { ...project.data, split: { train: 0.8, validation: 0 } } };
};
const everything: WorkerRequest = { kind: 'evaluate', split: 'train' };

async function training(stepMs = 1) {
  const world = fake({ stepMs, evaluateMs });
  await world.bench.load(long());
  world.bench.send({ type: 'train', runId: 'r', steps: null });
  await world.bench.next((event) => event.type === 'metrics');
  return { ...world, device: at(world.devices, 0) };
}

let nextId = 1000;
/** Asks without waiting, and gives the number of the request. */
function ask(bench: Bench, request: WorkerRequest): number {
  bench.send({ type: 'request', runId: 'r', requestId: ++nextId, request });
  return nextId;
}

describe('a long request and training', () => {
  it('take turns: a block of steps between any two slices', async () => {
    const { bench, device } = await training();
    const before = device.calls.length;
    expect(await bench.ask(everything)).toMatchObject({ ok: true });
    expect(await bench.ask({ kind: 'predict', inputs: { point: new Float32Array(2 * 2000) }, count: 2000 })).toMatchObject({
      ok: true,
    });
    const calls = device.calls.slice(before);
    expect(calls.filter((call) => call !== 'block').length).toBeGreaterThan(5);
    // Before the first one a block was under way already.
    expect(calls.slice(calls.indexOf('block')).join(' ')).not.toMatch(/(evaluate|predict) (evaluate|predict)/);
  });

  it('leave training at least a third of the time, however many are asked', async () => {
    const { bench, device, clock } = await training();
    const [from, begun] = [clock.ms, device.steps().length];
    const ids = Array.from({ length: 8 }, () => ask(bench, everything));
    await bench.next((event) => event.type === 'response' && event.requestId === ids.at(-1));
    const trained = device.steps().length - begun;
    expect(trained / (clock.ms - from)).toBeGreaterThan(1 / 3);
  });

  it('are both answered while nothing trains', async () => {
    const { bench } = fake({ evaluateMs });
    await bench.load(long());
    const all = await Promise.all([bench.ask(everything), bench.ask({ kind: 'evaluate', split: 'test' }), bench.ask(everything)]);
    expect(all.map((answer) => answer.ok)).toEqual([true, true, true]);
  });

  it('that is short does not wait behind long ones', async () => {
    const { bench } = await training();
    const slow = ask(bench, everything);
    await bench.ask({ kind: 'checkpoint' });
    expect(bench.of('response').map(({ requestId }) => requestId)).not.toContain(slow);
  });
});

describe('never wait behind requests for more than 100 ms:', () => {
  async function waited(stepMs: number, act: (bench: Bench) => void, until: (bench: Bench) => Promise<unknown>): Promise<number> {
    const { bench, clock } = await training(stepMs);
    for (let i = 0; i < 10; i++) ask(bench, everything);
    await bench.next((event) => event.type === 'metrics');
    const from = clock.ms;
    const done = until(bench);
    act(bench);
    await done;
    return clock.ms - from;
  }

  for (const stepMs of [0.5, 5]) {
    it(`pause, with steps of ${stepMs} ms`, async () => {
      const ms = await waited(
        stepMs,
        (bench) => bench.send({ type: 'pause', runId: 'r' }),
        (bench) => bench.until('paused'),
      );
      expect(ms).toBeLessThanOrEqual(100);
    });

    it(`reset, with steps of ${stepMs} ms`, async () => {
      const ms = await waited(
        stepMs,
        (bench) => bench.send({ type: 'reset', runId: 'r' }),
        (bench) => bench.until('idle'),
      );
      expect(ms).toBeLessThanOrEqual(100);
    });

    it(`«apply», with steps of ${stepMs} ms`, async () => {
      const load = {
        type: 'load',
        generation: 2,
        runId: 'r',
        choice: {},
        dataUrl: 'https://here/data/',
        start: { from: 'current' },
      } as const;
      const ms = await waited(
        stepMs,
        (bench) => bench.send({ ...load, project: long() }),
        (bench) => bench.until('idle'),
      );
      expect(ms).toBeLessThanOrEqual(100);
    });
  }

  it('training that is asked for', async () => {
    const { bench, devices, clock } = fake({ evaluateMs });
    await bench.load(long());
    for (let i = 0; i < 10; i++) ask(bench, everything);
    await bench.next((event) => event.type === 'response' || clock.ms > 0);
    const from = clock.ms;
    bench.send({ type: 'train', runId: 'r', steps: 1 });
    await bench.until('paused');
    expect(at(at(devices, 0).issuedAt, 0) - from).toBeLessThanOrEqual(100);
  });
});

describe('a request that nobody waits for any more', () => {
  it('stops at the end of its slice, and is answered', async () => {
    const { bench, device } = await training();
    const id = ask(bench, { kind: 'predict', inputs: { point: new Float32Array(2 * 20_000) }, count: 20_000 });
    await bench.next((event) => event.type === 'metrics');
    bench.send({ type: 'cancelRequest', runId: 'r', requestId: id });
    expect(bench.of('response').at(-1)).toMatchObject({
      requestId: id,
      result: { ok: false, diagnostics: [{ code: 'training.requestCancelled' }] },
    });
    const before = device.calls.length;
    for (let i = 0; i < 5; i++) await bench.next((event) => event.type === 'metrics');
    expect(device.calls.slice(before).filter((call) => call === 'predict').length).toBeLessThanOrEqual(1);
    expect(bench.of('response').filter(({ requestId }) => requestId === id).length).toBe(1);
  });

  it('is never begun where it waits, also for a document that is still prepared', async () => {
    const { bench, devices } = fake({ evaluateMs });
    const loading = bench.load(long());
    const id = ask(bench, everything);
    bench.send({ type: 'cancelRequest', runId: 'r', requestId: id });
    await loading;
    expect(await bench.ask({ kind: 'describe' })).toMatchObject({ ok: true });
    expect(at(devices, 0).calls).not.toContain('evaluate');
  });

  it('ends with its run', async () => {
    const { bench, device } = await training();
    const id = ask(bench, { kind: 'predict', inputs: { point: new Float32Array(2 * 20_000) }, count: 20_000 });
    await bench.next((event) => event.type === 'metrics');
    await bench.load(toyProject(), { from: 'initial' }, 'next');
    expect(bench.of('response').find(({ requestId }) => requestId === id)).toMatchObject({
      result: { ok: false, diagnostics: [{ code: 'training.otherRun' }] },
    });
    expect(device.calls.filter((call) => call === 'predict').length).toBeLessThan(10);
  });
});

it('a model is written while training goes on', async () => {
  let finish: () => void = () => undefined;
  const files = {
    write: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return ok({ fileName: 'model', mime: 'application/json', bytes: new Uint8Array(1) });
    },
    read: () => Promise.reject(new Error('nothing is read')),
  };
  const { bench } = fake({}, { files });
  await bench.load(long());
  bench.send({ type: 'train', runId: 'r', steps: null });
  const asked = bench.ask({ kind: 'export', format: 'tfjs', weights: 'current' });
  for (let i = 0; i < 3; i++) await bench.next((event) => event.type === 'metrics');
  expect(bench.of('response')).toEqual([]);
  finish();
  expect(await asked).toMatchObject({ ok: true });
});
