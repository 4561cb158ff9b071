import { describe, expect, it } from 'vitest';
import type { TrainEvent } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { macrotask } from './testing/bench.ts';
import { fake } from './testing/fake-bench.ts';
import { toyProject } from './testing/projects.ts';

const long = () => toyProject({ epochs: 100_000 });

const files = {
  write: async () => ok({ fileName: 'model', mime: 'application/json', bytes: new Uint8Array(1) }),
  read: () => Promise.reject(new Error('nothing is read')),
};

describe('a run whose device is gone', () => {
  it('answers every request: from its last good weights where it can, and with what is wrong where it cannot', async () => {
    const { bench, devices } = fake({ stepMs: 5 }, { files });
    await bench.load(long());
    bench.send({ type: 'train', runId: 'r', steps: null });
    for (let copies = 0; copies < 3; copies++) await bench.next((event) => event.type === 'checkpoint');
    const failed = bench.until('failed');
    at(devices, 0).lose('unplugged');
    await failed;
    const lost = { ok: false, diagnostics: [{ code: 'training.deviceLost' }] };
    expect(await bench.ask({ kind: 'evaluate', split: 'test' })).toMatchObject(lost);
    expect(await bench.ask({ kind: 'samples', split: 'test', start: 0, count: 3 })).toMatchObject(lost);
    expect(await bench.ask({ kind: 'export', format: 'tfjs', weights: 'current' })).toMatchObject({
      ok: true,
      value: { fileName: 'model' },
    });
    const kept = await bench.ask({ kind: 'checkpoint' });
    const sent = bench.of('checkpoint').map(({ checkpoint }) => checkpoint.step);
    expect(kept.ok && kept.value.kind === 'checkpoint' && sent.includes(kept.value.checkpoint.step)).toBe(true);
    expect(await bench.ask({ kind: 'describe' })).toMatchObject({ ok: true });
  });

  it('is reset on another device', async () => {
    const { bench, devices } = fake({ stepMs: 5 });
    await bench.load(long());
    await bench.train(30);
    const failed = bench.until('failed');
    at(devices, 0).lose('unplugged');
    await failed;
    const idle = bench.until('idle');
    bench.send({ type: 'reset', runId: 'r' });
    expect(await idle).toMatchObject({ state: 'idle', step: 0 });
    expect(bench.of('rewound').at(-1)).toMatchObject({ step: 0 });
    expect(devices.length).toBe(2);
    expect(await bench.train(3)).toMatchObject({ state: 'paused', step: 3 });
  });

  it('answers what was asked before it failed', async () => {
    const { bench, devices } = fake({ evaluateMs: () => 40 });
    await bench.load(long());
    const asked = [bench.ask({ kind: 'evaluate', split: 'train' }), bench.ask({ kind: 'evaluate', split: 'test' })];
    await macrotask();
    at(devices, 0).lose('unplugged');
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ ok: false, diagnostics: [{ code: 'training.deviceLost' }] });
    }
  });

  it('is reset though its document was refused, and says so again', async () => {
    const { bench } = fake();
    await bench.load(toyProject({ batchSize: 701 }));
    const again = bench.until('failed');
    bench.send({ type: 'reset', runId: 'r' });
    expect(await again).toMatchObject({ error: { code: 'training.batchTooLarge' } });
  });
});

describe('sessions', () => {
  it('are as many as there are runs, however often a document is loaded and whatever looks into it', async () => {
    const { bench, devices } = fake();
    for (let load = 0; load < 100; load++) {
      await bench.load(toyProject(), { from: load % 2 === 0 ? 'initial' : 'current' }, `r${load}`);
      if (load % 10 === 0) await bench.ask({ kind: 'pictures' }, `r${load}`);
    }
    expect(devices.length).toBe(1);
    expect(at(devices, 0).open.size).toBe(1);
  });

  it('end where the first weights cannot be written', async () => {
    const { bench, devices } = fake({
      before: async (what) => {
        if (what === 'write') throw new Error('no memory');
      },
    });
    expect(await bench.load(toyProject())).toMatchObject({ state: 'failed', error: { values: { reason: 'no memory' } } });
    expect(devices.map(({ open }) => open.size)).toEqual([0]);
  });

  it('end where a document is replaced while it is prepared', async () => {
    const { bench, devices } = fake();
    for (let load = 0; load < 20; load++) {
      bench.send({
        type: 'load',
        generation: load,
        runId: `r${load}`,
        project: toyProject(),
        choice: {},
        dataUrl: 'https://here/',
        start: { from: 'initial' },
      });
      for (let turns = load % 5; turns > 0; turns--) await macrotask();
    }
    await bench.next((event) => event.type === 'prepared' && event.runId === 'r19', 0);
    await macrotask();
    expect(devices.reduce((sum, { open }) => sum + open.size, 0)).toBe(1);
  });
});

describe('a loss that is not finite while another document takes the place of the run', () => {
  it('is no failure of that document, whose weights and curves go on from the last good ones', async () => {
    const { bench } = fake({ stepMs: 10, loss: (step) => (step > 150 ? Number.NaN : 1) });
    await bench.load(long());
    let at150 = false;
    bench.onTurn = () => {
      const [device] = [bench];
      const done = device.metrics().steps.at(-1) ?? 0;
      if (!at150 && done > 140) {
        at150 = true;
        bench.send({
          type: 'load',
          generation: 2,
          runId: 'r',
          project: long(),
          choice: {},
          dataUrl: 'https://here/data/',
          start: { from: 'current' },
        });
      }
    };
    bench.send({ type: 'train', runId: 'r', steps: null });
    const { step } = await bench.until('idle', 'failed');
    expect(bench.of('status').filter(({ status }) => status.state === 'failed')).toEqual([]);
    expect(step).toBeLessThanOrEqual(150);
    const prepared = bench.events.findLastIndex((event) => event.type === 'prepared');
    const after = bench.events.slice(prepared);
    // What went wrong is told, once there is something that it can be told of.
    expect(after.flatMap((event) => (event.type === 'diagnostics' ? event.diagnostics : []))).toMatchObject([
      { code: 'training.nonFinite', values: { goodStep: step } },
    ]);
    expect(bench.of('rewound').at(-1)).toMatchObject({ step });
    const ofOldProgram = (event: TrainEvent): boolean => event.type === 'checkpoint' && event.generation === 1;
    expect(after.some(ofOldProgram)).toBe(false);
  });
});

describe('what is asked while a document is prepared', () => {
  it('waits for it, and is answered by it', async () => {
    const { bench } = fake();
    const loading = bench.load(toyProject());
    const asked = bench.ask({ kind: 'evaluate', split: 'test' });
    await loading;
    expect(await asked).toMatchObject({ ok: true, value: { step: 0 } });
  });

  it('resets what it begins with, and trains from there', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(10);
    const done = bench.until('paused');
    bench.send({
      type: 'load',
      generation: 2,
      runId: 'r',
      project: toyProject(),
      choice: {},
      dataUrl: 'https://here/data/',
      start: { from: 'current' },
    });
    bench.send({ type: 'reset', runId: 'r' });
    bench.send({ type: 'train', runId: 'r', steps: 4 });
    expect(await done).toMatchObject({ step: 4 });
  });

  it('says how many steps the weights have, and keeps them when it is replaced before it is ready', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(10);
    const again = (generation: number) =>
      bench.send({
        type: 'load',
        generation,
        runId: 'r',
        project: toyProject(),
        choice: {},
        dataUrl: 'https://here/data/',
        start: { from: 'current' },
      });
    again(2);
    expect(bench.of('status').at(-1)).toMatchObject({ status: { state: 'preparing', step: 10 } });
    again(3);
    expect(await bench.until('idle')).toMatchObject({ step: 10 });
  });
});
