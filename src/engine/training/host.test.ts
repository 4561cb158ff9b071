import { describe, expect, it } from 'vitest';
import { at, invariant } from '../../core/util/assert-never.ts';
import { type Bench, benchOn } from './testing/bench.ts';
import { chosen, FakeDevice, type FakeDeviceOptions } from './testing/fake-device.ts';
import { toyProject, toyStepsPerEpoch } from './testing/projects.ts';

function fake(options: Partial<FakeDeviceOptions> = {}): { bench: Bench; device: FakeDevice } {
  const clock = options.clock ?? { ms: 0 };
  const device = new FakeDevice({ stepMs: 1, ...options, clock });
  return { bench: benchOn(() => chosen(device), clock), device };
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - at(times, i));

describe('a run', () => {
  it('says what it is preparing, then what it prepared, then that it is idle', async () => {
    const { bench } = fake();
    const status = await bench.load(toyProject());
    expect(status).toMatchObject({ state: 'idle', step: 0, epoch: 0, stepsPerSecond: null, executor: { backend: 'fake' } });
    expect(bench.of('prepared')[0]?.prepared).toMatchObject({
      tasks: ['planeA', 'planeB'],
      stepsPerEpoch: toyStepsPerEpoch,
      splitSizes: { train: 700, validation: 150, test: 150 },
    });
    expect([...new Set(bench.of('progress').map((event) => event.phase))]).toEqual(['compile', 'data', 'backend']);
  });

  it('trains as many steps as asked, then pauses', async () => {
    const { bench } = fake({ loss: (step, task) => step + task / 2 });
    await bench.load(toyProject());
    expect(await bench.train(5)).toMatchObject({ state: 'paused', step: 5 });
    expect(await bench.train(2)).toMatchObject({ state: 'paused', step: 7 });
    expect(bench.metrics().steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(bench.metrics().losses).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5]);
  });

  it("finishes with the document's epochs, with a validation after each, and trains as many again when asked", async () => {
    const { bench } = fake();
    await bench.load(toyProject({ epochs: 3 }));
    const end = 3 * toyStepsPerEpoch;
    expect(await bench.train()).toMatchObject({ state: 'finished', step: end, epoch: 3 });
    expect(bench.of('validation').map((event) => [event.step, event.epoch])).toEqual([
      [toyStepsPerEpoch, 1],
      [2 * toyStepsPerEpoch, 2],
      [end, 3],
    ]);
    expect(await bench.train()).toMatchObject({ state: 'finished', step: 2 * end, epoch: 6 });
  });

  it('takes over more epochs while it runs', async () => {
    const { bench } = fake();
    await bench.load(toyProject({ epochs: 1 }));
    const finished = bench.train();
    bench.send({ type: 'setSchedule', runId: 'r', project: toyProject({ epochs: 4 }) });
    expect(await finished).toMatchObject({ state: 'finished', epoch: 4 });
  });

  it('trains at once when it is told to before it is ready', async () => {
    const { bench } = fake();
    const paused = bench.until('paused');
    bench.startLoading(toyProject());
    bench.send({ type: 'train', runId: 'r', steps: 4 });
    expect(await paused).toMatchObject({ step: 4 });
    expect(bench.of('status').map((event) => event.status.state)).toEqual(['preparing', 'running', 'paused']);
  });

  it('ignores commands of another run', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    const said = bench.events.length;
    bench.send({ type: 'train', runId: 'other', steps: 5 });
    bench.send({ type: 'reset', runId: 'other' });
    await bench.train(1);
    expect(bench.metrics().steps).toEqual([1]);
    expect(bench.events.slice(said).every((event) => event.runId === 'r')).toBe(true);
    expect(await bench.ask({ kind: 'checkpoint' }, 'other')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.otherRun' }],
    });
  });

  it('goes back to the start on reset, voiding what was recorded, and shows the same batches again', async () => {
    const { bench, device } = fake();
    await bench.load(toyProject());
    await bench.train(30);
    const first = device.steps();
    const idle = bench.until('idle');
    bench.send({ type: 'reset', runId: 'r' });
    expect(await idle).toMatchObject({ step: 0, epoch: 0 });
    expect(bench.of('rewound')).toEqual([{ type: 'rewound', runId: 'r', step: 0 }]);
    await bench.train(30);
    expect(first.length).toBe(30);
    expect(device.steps().slice(30)).toEqual(first);
  });

  it('starts over when it is told to reset and train at once', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(10);
    bench.send({ type: 'reset', runId: 'r' });
    expect(await bench.train(4)).toMatchObject({ state: 'paused', step: 4 });
    expect(bench.metrics().steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4]);
  });
});

describe('pacing', () => {
  it('gives every step the same samples and controls on fast and slow devices, with and without pauses', async () => {
    const stepsAt = async (stepMs: number, parts: readonly number[]) => {
      const { bench, device } = fake({ stepMs });
      await bench.load(toyProject({ schedule: { kind: 'cosine', warmupSteps: 5, floor: 0 } }));
      for (const steps of parts) await bench.train(steps);
      return { steps: device.steps(), blocks: device.blocks.length };
    };
    const fast = await stepsAt(0.01, [100]);
    const slow = await stepsAt(40, [100]);
    const paused = await stepsAt(3, [1, 7, 40, 52]);
    expect(fast.blocks).toBeLessThan(slow.blocks);
    expect(fast.steps.length).toBe(100);
    expect(slow.steps).toEqual(fast.steps);
    expect(paused.steps).toEqual(fast.steps);
  });

  for (const stepMs of [0.02, 0.7, 4, 30]) {
    it(`reports at most ten times a second when a step takes ${stepMs} ms`, async () => {
      const { bench } = fake({ stepMs });
      await bench.load(toyProject({ epochs: 100_000 }));
      const started = bench.events.length;
      bench.send({ type: 'train', runId: 'r', steps: Math.ceil(3000 / stepMs) });
      await bench.until('paused');
      for (const type of ['status', 'metrics'] as const) {
        const times = bench.times.filter((_, i) => i > started && at(bench.events, i).type === type);
        // The last one is the change of state.
        const running = times.slice(0, -1);
        expect(running.length).toBeGreaterThan(10);
        expect(Math.min(...gaps(running))).toBeGreaterThanOrEqual(100);
      }
    });

    it(`pauses and takes over a weight within 100 ms when a step takes ${stepMs} ms`, async () => {
      const { bench, device } = fake({ stepMs });
      await bench.load(toyProject({ epochs: 100_000 }));
      bench.send({ type: 'train', runId: 'r', steps: null });
      let turns = 0;
      let movedAt = Number.NaN;
      let pausedAt = Number.NaN;
      bench.onTurn = () => {
        turns++;
        const now = at(device.issuedAt, device.issuedAt.length - 1);
        if (turns === 60) {
          movedAt = now;
          bench.send({ type: 'setTaskWeight', runId: 'r', task: 'planeB', weight: 0.25 });
        }
        if (turns === 90) {
          pausedAt = now;
          bench.send({ type: 'pause', runId: 'r' });
        }
      };
      await bench.until('paused');
      const weightAt = device.program?.controls.taskWeights ?? 0;
      const acted = device.blocks.findIndex((block) => block.controls[weightAt + 1] === 0.25);
      expect(at(device.issuedAt, acted) - movedAt).toBeLessThanOrEqual(100);
      const status = bench.events.findLastIndex((event) => event.type === 'status');
      expect(at(bench.times, status) - pausedAt).toBeLessThanOrEqual(100);
    });
  }

  it('sends a checkpoint at least every two seconds, after the metrics of the steps that it holds', async () => {
    const { bench } = fake({ stepMs: 3 });
    await bench.load(toyProject({ epochs: 100_000 }));
    const begin = at(bench.times, bench.times.length - 1);
    await bench.train(3000);
    const times = [begin, ...bench.times.filter((_, i) => at(bench.events, i).type === 'checkpoint')];
    expect(times.length).toBeGreaterThan(4);
    expect(Math.max(...gaps(times))).toBeLessThanOrEqual(2000);
    let reported = 0;
    for (const event of bench.events) {
      if (event.type === 'metrics') reported = event.from + event.count - 1;
      if (event.type === 'checkpoint') expect(event.checkpoint.step).toBeLessThanOrEqual(reported);
    }
  });

  it('leaves a checkpoint of the very step where it pauses', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(13);
    const answer = await bench.ask({ kind: 'checkpoint' });
    expect(answer).toMatchObject({ ok: true, value: { checkpoint: { step: 13 } } });
    expect(bench.of('checkpoint').at(-1)?.checkpoint).toMatchObject({ step: 13 });
    expect(bench.of('checkpoint').at(-1)?.checkpoint.parameters[0]).toBe(13);
  });
});

describe('the weight of soft sharing', () => {
  it('acts on the next step, and a change leaves a marker', async () => {
    const { bench, device } = fake({ stepMs: 5 });
    const toy = toyProject({ epochs: 1000 });
    const [a, b] = toy.graph.nodes.filter(({ kind }) => kind === 'dense');
    invariant(a && b, 'the toy has two dense layers');
    const project = { ...toy, ties: [{ id: 'tie-1', a: a.id, b: b.id, weight: 0.5 }] };
    await bench.load(project);
    let turns = 0;
    bench.onTurn = () => {
      if (++turns === 12) bench.send({ type: 'setTieWeight', runId: 'r', tie: 'tie-1', weight: 2 });
      if (turns === 12) bench.send({ type: 'setTieWeight', runId: 'r', tie: 'no such tie', weight: 9 });
    };
    await bench.train(200);
    const { size = 0, tieWeights = [] } = device.program?.controls ?? {};
    const offset = tieWeights[0]?.offset ?? -1;
    const acted = device.steps().map(({ controls }) => controls[offset]);
    expect(acted).toHaveLength(200);
    expect(offset).toBeLessThan(size);
    const before = acted.filter((weight) => weight === 0.5).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(200);
    expect(acted.slice(before).every((weight) => weight === 2)).toBe(true);
    expect(bench.of('marker').map((event) => event.marker)).toEqual([
      { kind: 'tieWeight', step: before, tie: 'tie-1', weight: 2, from: 0.5 },
    ]);
  });
});

describe('task weights', () => {
  it('are recorded as they really acted, and a change leaves a marker where it began to act', async () => {
    const { bench, device } = fake({ stepMs: 5 });
    await bench.load(toyProject({ epochs: 1000 }));
    let turns = 0;
    bench.onTurn = () => {
      if (++turns === 12) bench.send({ type: 'setTaskWeight', runId: 'r', task: 'planeA', weight: 0 });
      if (turns === 12) bench.send({ type: 'setTaskWeight', runId: 'r', task: 'no such task', weight: 9 });
    };
    await bench.train(200);
    const { size, taskWeights } = device.program?.controls ?? { size: 0, taskWeights: 0 };
    const acted = device.blocks.flatMap((block) =>
      Array.from({ length: block.count }, (_, i) => [
        ...block.controls.slice(i * size + taskWeights, i * size + taskWeights + 2),
      ]),
    );
    expect(bench.metrics().weights).toEqual(acted.flat());
    const before = acted.filter(([a]) => a === 1).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(200);
    expect(bench.of('marker').map((event) => event.marker)).toEqual([
      { kind: 'taskWeight', step: before, task: 'planeA', weight: 0, from: 1 },
    ]);
  });
});
