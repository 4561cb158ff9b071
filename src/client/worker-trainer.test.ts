import { describe, expect, it } from 'vitest';
import { ownTable } from '../core/data/testing/own-table.ts';
import { defaults } from '../core/project/defaults.ts';
import type { Checkpoint, TrainEvent } from '../core/runs/protocol.ts';
import type { ToWorker } from '../core/runs/wire.ts';
import { at } from '../core/util/assert-never.ts';
import type { PlainCommand } from './trainer.ts';
import { WorkerTrainer } from './worker-trainer.ts';

interface FakeWorker {
  readonly received: ToWorker[];
  say(said: TrainEvent | { readonly type: 'pong' }): void;
  crash(reason: string): void;
  terminated: boolean;
}

function setUp() {
  const workers: FakeWorker[] = [];
  const events: TrainEvent[] = [];
  let tick: (() => void) | null = null;
  const trainer = new WorkerTrainer({
    connect(onMessage, onDeath) {
      const worker: FakeWorker = {
        received: [],
        say: (said) => onMessage(said.type === 'pong' ? said : { type: 'events', events: [said] }),
        crash: onDeath,
        terminated: false,
      };
      workers.push(worker);
      return {
        post: (message) => worker.received.push(message),
        terminate: () => {
          worker.terminated = true;
        },
      };
    },
    every(_ms, act) {
      tick = act;
      return () => {
        tick = null;
      };
    },
  });
  trainer.subscribe((said) => events.push(...said));
  return { trainer, workers, events, ticks: (count: number) => Array.from({ length: count }, () => tick?.()) };
}

const load = (runId: string): PlainCommand => ({
  type: 'load',
  generation: 1,
  runId,
  project: defaults.project('toys'),
  choice: {},
  dataUrl: 'https://here/data/',
  start: { from: 'initial' },
});

const running = (step: number): TrainEvent => ({
  type: 'status',
  runId: 'r',
  status: { state: 'running', step, epoch: 0, stepsPerSecond: 9, executor: null },
});

const metrics: TrainEvent = {
  type: 'metrics',
  runId: 'r',
  from: 1,
  count: 1,
  columns: [{ id: 'loss', keys: ['a'], values: new Float32Array(1) }],
};

const checkpointAt = (step: number): Checkpoint => ({
  step,
  parameters: new Float32Array(1),
  optimizer: new Float32Array(1),
  state: new Float32Array(0),
  balancing: { key: 'equal', numbers: new Float64Array(2) },
  layoutKey: 'key',
});

describe('WorkerTrainer', () => {
  it('starts a worker at the first load and passes commands on', () => {
    const { trainer, workers } = setUp();
    expect(workers.length).toBe(0);
    trainer.send(load('r'));
    trainer.send({ type: 'train', runId: 'r', steps: null });
    expect(workers[0]?.received.map((message) => message.type)).toEqual(['load', 'train']);
  });

  it('turns a crash into a failed status, refuses requests that wait, and keeps the last checkpoint', async () => {
    const { trainer, workers, events } = setUp();
    trainer.send(load('r'));
    const worker = at(workers, 0);
    worker.say(running(41));
    worker.say({ type: 'checkpoint', runId: 'r', generation: 1, checkpoint: checkpointAt(40) });
    const asked = trainer.request('r', { kind: 'evaluate', split: 'test' });
    worker.crash('out of memory');
    expect(events.at(-1)).toMatchObject({
      type: 'status',
      runId: 'r',
      status: { state: 'failed', step: 41, stepsPerSecond: null, error: { code: 'training.workerDied' } },
    });
    expect(await asked).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.workerDied', values: { reason: 'out of memory' } }],
    });
    expect(trainer.lastCheckpoint('r')?.checkpoint.step).toBe(40);
    expect(worker.terminated).toBe(true);
  });

  it('does not listen to a worker that it gave up, and brings up another at the next load', () => {
    const { trainer, workers, events } = setUp();
    trainer.send(load('r'));
    at(workers, 0).crash('gone');
    const count = events.length;
    at(workers, 0).say(running(50));
    at(workers, 0).crash('again');
    expect(events.length).toBe(count);
    trainer.send({ type: 'train', runId: 'r', steps: null });
    expect(events.at(-1)).toMatchObject({ status: { state: 'failed' } });
    trainer.send(load('r'));
    expect(workers.length).toBe(2);
    at(workers, 1).say(running(3));
    expect(events.at(-1)).toMatchObject({ status: { state: 'running', step: 3 } });
  });

  it('notices a worker that fell silent within seconds, but never one that answers', () => {
    const { trainer, workers, events, ticks } = setUp();
    trainer.send(load('r'));
    const worker = at(workers, 0);
    worker.say(metrics);
    for (let i = 0; i < 30; i++) {
      ticks(3);
      worker.say({ type: 'pong' });
    }
    expect(worker.terminated).toBe(false);
    ticks(9);
    expect(events.at(-1)).toMatchObject({ status: { error: { code: 'training.workerDied' } } });
    expect(worker.received.some((message) => message.type === 'ping')).toBe(true);
  });

  it('is patient while a run is prepared and takes its first step', () => {
    const { trainer, workers, ticks } = setUp();
    trainer.send(load('r'));
    ticks(40);
    expect(at(workers, 0).terminated).toBe(false);
  });

  it('matches answers to requests', async () => {
    const { trainer, workers } = setUp();
    trainer.send(load('r'));
    const first = trainer.request('r', { kind: 'evaluate', split: 'test' });
    const second = trainer.request('r', { kind: 'checkpoint' });
    const ids = at(workers, 0).received.flatMap((message) => (message.type === 'request' ? [message.requestId] : []));
    const answer = (requestId: number, value: Parameters<typeof say>[0]): void => say(value, requestId);
    const say = (value: Extract<TrainEvent, { type: 'response' }>['result'], requestId: number): void =>
      at(workers, 0).say({ type: 'response', generation: 1, runId: 'r', requestId, result: value });
    answer(at(ids, 1), { ok: true, value: { kind: 'checkpoint', checkpoint: checkpointAt(7) } });
    answer(at(ids, 0), { ok: true, value: { kind: 'evaluate', step: 7, tasks: {} } });
    expect(await second).toMatchObject({ ok: true, value: { checkpoint: { step: 7 } } });
    expect(await first).toMatchObject({ ok: true, value: { kind: 'evaluate' } });
  });

  it('forgets a checkpoint that a reset voided', () => {
    const { trainer, workers } = setUp();
    trainer.send(load('r'));
    at(workers, 0).say({ type: 'checkpoint', runId: 'r', generation: 1, checkpoint: checkpointAt(40) });
    at(workers, 0).say({ type: 'rewound', runId: 'r', step: 0 });
    expect(trainer.lastCheckpoint('r')).toBeNull();
  });
});

it('a worker that takes the place of another is given the data sets that joined, before anything else', () => {
  const { trainer, workers } = setUp();
  trainer.send({ type: 'joinDataset', dataset: ownTable('a') });
  expect(workers).toHaveLength(0);
  trainer.send(load('r'));
  trainer.send({ type: 'joinDataset', dataset: ownTable('b') });
  trainer.send({ type: 'forgetDataset', dataset: 'a' });
  const received = (worker: FakeWorker) =>
    worker.received.map((message) => (message.type === 'joinDataset' ? message.dataset.id : message.type));
  expect(received(at(workers, 0))).toEqual(['a', 'load', 'b', 'forgetDataset']);
  at(workers, 0).crash('out of memory');
  trainer.send(load('r'));
  expect(received(at(workers, 1))).toEqual(['b', 'load']);
});
