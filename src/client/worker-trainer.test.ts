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
  say(said: TrainEvent | { readonly type: 'pong' } | { readonly type: 'silence'; readonly ms: number }): void;
  crash(reason: string): void;
  terminated: boolean;
}

function setUp() {
  const workers: FakeWorker[] = [];
  const events: TrainEvent[] = [];
  let tick: (() => void) | null = null;
  let time = 0;
  const trainer = new WorkerTrainer({
    connect(onMessage, onDeath) {
      const worker: FakeWorker = {
        received: [],
        say: (said) => onMessage(said.type === 'pong' || said.type === 'silence' ? said : { type: 'events', events: [said] }),
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
    now: () => time,
  });
  trainer.subscribe((said) => events.push(...said));
  /** The page's timer calls so many times, each so much later than the last. */
  const ticks = (count: number, ms = 500): void => {
    for (let i = 0; i < count; i++) {
      time += ms;
      tick?.();
    }
  };
  const died = (): boolean =>
    events.some((event) => event.type === 'status' && event.status.error?.code === 'training.workerDied');
  return { trainer, workers, events, ticks, died };
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

  it('notices within three seconds a worker that fell silent, but never one that answers', () => {
    const { trainer, workers, ticks, died } = setUp();
    trainer.send(load('r'));
    const worker = at(workers, 0);
    worker.say(running(1));
    for (let i = 0; i < 30; i++) {
      ticks(4);
      worker.say({ type: 'pong' });
    }
    expect(died()).toBe(false);
    ticks(4);
    expect(died()).toBe(false);
    // 5 · 500 ms after its last word, which came up to 500 ms after a tick.
    ticks(1);
    expect(died()).toBe(true);
    expect(worker.terminated).toBe(true);
    expect(worker.received.some((message) => message.type === 'ping')).toBe(true);
  });

  it('does not blame the worker for the time in which the page itself was blocked, asleep, or slowed down', () => {
    const { trainer, workers, ticks, died } = setUp();
    trainer.send(load('r'));
    const worker = at(workers, 0);
    worker.say(running(1));
    // Hidden, a page ticks once a second, later once a minute; and a laptop sleeps for hours.
    ticks(20, 1000);
    ticks(5, 60_000);
    ticks(1, 3_600_000);
    expect(died()).toBe(false);
    ticks(5);
    expect(died()).toBe(true);
  });

  it('waits as long as the worker has announced, and then no longer', () => {
    const { trainer, workers, ticks, died } = setUp();
    trainer.send(load('r'));
    const worker = at(workers, 0);
    worker.say({ type: 'silence', ms: 20_000 });
    ticks(39);
    expect(died()).toBe(false);
    worker.say({ type: 'silence', ms: 2500 });
    ticks(4);
    expect(died()).toBe(false);
    ticks(1);
    expect(died()).toBe(true);
  });

  it('gives a script time to arrive, each time a worker is started', () => {
    const { trainer, workers, ticks, died } = setUp();
    trainer.send(load('r'));
    ticks(100);
    expect(died()).toBe(false);
    at(workers, 0).crash('gone');
    trainer.send(load('s'));
    ticks(100);
    expect(at(workers, 1).terminated).toBe(false);
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

it('a worker that takes the place of another trains as slowly as was asked for last', () => {
  const { trainer, workers } = setUp();
  trainer.send({ type: 'setSpeed', stepsPerSecond: 3 });
  trainer.send({ type: 'setSpeed', stepsPerSecond: 10 });
  trainer.send(load('r'));
  expect(at(workers, 0).received).toContainEqual({ type: 'setSpeed', stepsPerSecond: 10 });
  trainer.send({ type: 'setSpeed', stepsPerSecond: null });
  at(workers, 0).crash('out of memory');
  trainer.send(load('r'));
  expect(at(workers, 1).received.map(({ type }) => type)).toEqual(['load']);
});
