import { describe, expect, it } from 'vitest';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { randomStream } from '../../../core/util/random.ts';
import type { Session } from '../../executors/executor.ts';
import { benchOn } from '../testing/bench.ts';
import { type Clock, chosen, FakeDevice } from '../testing/fake-device.ts';
import { toyProject } from '../testing/projects.ts';

/** A device whose steps take 0.8 ms, and half as long again where weights are chosen in their middle. */
class Costly extends FakeDevice {
  readonly sessions: { readonly blocks: number[]; readonly times: number[] }[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly stepMs = 0.8,
    disturb: () => void = () => undefined,
  ) {
    super({ clock, stepMs, beforeBlock: disturb });
  }

  override async load(...given: Parameters<FakeDevice['load']>): Promise<Session> {
    const session = await super.load(...given);
    const seen = { blocks: [] as number[], times: [] as number[] };
    this.sessions.push(seen);
    const noted = async (count: number, run: () => Promise<Float32Array>): Promise<Float32Array> => {
      const before = this.clock.ms;
      const losses = await run();
      seen.blocks.push(count);
      seen.times.push(this.clock.ms - before);
      return losses;
    };
    return {
      ...session,
      run: (block) => noted(block.count, () => session.run(block)),
      runBalanced: (block, weigh) =>
        noted(block.count, () => {
          this.clock.ms += (block.count * this.stepMs) / 2;
          return session.runBalanced(block, weigh);
        }),
    };
  }
}

async function loaded(project: Project = toyProject({ epochs: 1e6 }), stepMs?: number) {
  const clock = { ms: 0 };
  const device = new Costly(clock, stepMs);
  const bench = benchOn(() => chosen(device), clock);
  await bench.load(project);
  return { bench, clock, device };
}

const balancedBy = (method: string): Project => toyProject({ epochs: 1e6, balancing: defaults.balancing(method) });

async function ratioOf({ bench }: Pick<Awaited<ReturnType<typeof loaded>>, 'bench'>, method?: string): Promise<number> {
  const answer = await bench.ask({ kind: 'balancingCost', ...(method === undefined ? {} : { method }) });
  return answer.ok && answer.value.kind === 'balancingCost' ? answer.value.ratio : Number.NaN;
}

describe('the cost of a balancing method', () => {
  it('is the time of its step in times of a plain one, whatever the document has; the document’s own where none is named', async () => {
    const plain = await loaded();
    expect(await ratioOf(plain, 'pcgrad')).toBeCloseTo(1.5);
    expect(await ratioOf(plain, 'dwa')).toBeCloseTo(1);
    expect(await ratioOf(plain)).toBeCloseTo(1);
    const balanced = await loaded(balancedBy('pcgrad'));
    expect(await ratioOf(balanced)).toBeCloseTo(1.5);
    expect(await ratioOf(balanced, 'equal')).toBeCloseTo(1);
    expect(balanced.device.open.size).toBe(1);
  });

  it('is measured in short bursts, about 300 ms in all, and not at all where nobody asks', async () => {
    const world = await loaded();
    await world.bench.train(5);
    expect(world.device.sessions).toHaveLength(1);
    const before = world.clock.ms;
    await ratioOf(world, 'pcgrad');
    expect(world.device.sessions).toHaveLength(3);
    const times = world.device.sessions.slice(1).flatMap((session) => session.times);
    expect(Math.max(...times)).toBeLessThanOrEqual(50);
    expect(world.clock.ms - before).toBeGreaterThan(200);
    expect(world.clock.ms - before).toBeLessThan(320);
  });

  it('is found though the machine does something else during half of the bursts', async () => {
    const clock = { ms: 0 };
    const noise = randomStream(7, 'noise');
    const device = new Costly(clock, 0.8, () => {
      if (noise.next() < 0.5) clock.ms += 40 * noise.next();
    });
    const bench = benchOn(() => chosen(device), clock);
    await bench.load(toyProject());
    expect(await ratioOf({ bench }, 'pcgrad')).toBeCloseTo(1.5);
  });

  it('takes no more than the warm-up and one step of each kind where a step takes long', async () => {
    const world = await loaded(toyProject(), 400);
    expect(await ratioOf(world, 'pcgrad')).toBeCloseTo(1.5);
    expect(world.device.sessions.slice(1).map(({ blocks }) => blocks)).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  it('takes turns with training, block by block', async () => {
    const world = await loaded();
    const { bench, device } = world;
    bench.send({ type: 'train', runId: 'r', steps: null });
    await bench.next((event) => event.type === 'metrics');
    const before = device.sessions[0]?.blocks.length ?? 0;
    expect(await ratioOf(world, 'pcgrad')).toBeCloseTo(1.5);
    const bursts = device.sessions.slice(1).flatMap(({ blocks }) => blocks).length;
    expect((device.sessions[0]?.blocks.length ?? 0) - before).toBeGreaterThanOrEqual(bursts);
    expect(bench.of('status').at(-1)?.status.state).toBe('running');
  });

  it('is given up with its sessions once nobody waits', async () => {
    const { bench, device } = await loaded();
    bench.send({ type: 'request', runId: 'r', requestId: 99, request: { kind: 'balancingCost', method: 'pcgrad' } });
    let given = false;
    bench.onTurn = () => {
      if (given || device.sessions.length < 3) return;
      given = true;
      bench.send({ type: 'cancelRequest', runId: 'r', requestId: 99 });
    };
    await bench.next((event) => event.type === 'response' && event.requestId === 99);
    expect(given).toBe(true);
    expect(device.open.size).toBe(1);
    const steps = device.steps().length;
    await bench.ask({ kind: 'describe' });
    expect(device.steps()).toHaveLength(steps);
  });

  it('is refused with the reason where the document cannot be trained so', async () => {
    const project = toyProject();
    const { bench, device } = await loaded({
      ...project,
      data: { ...project.data, split: { ...project.data.split, validation: 0 } },
    });
    const answer = await bench.ask({ kind: 'balancingCost', method: 'auto-lambda' });
    expect(answer).toMatchObject({ ok: false, diagnostics: [{ code: 'balancing.noValidation' }] });
    expect(await bench.ask({ kind: 'balancingCost', method: 'magic' })).toMatchObject({
      diagnostics: [{ code: 'balancing.unknownMethod' }],
    });
    expect(device.sessions).toHaveLength(1);
  });

  it('takes its sessions along where the second cannot be loaded', async () => {
    const { bench, device } = await loaded();
    const load = device.load.bind(device);
    let count = 0;
    device.load = (...given) => (++count === 2 ? Promise.reject(new Error('no room')) : load(...given));
    expect(await bench.ask({ kind: 'balancingCost', method: 'pcgrad' })).toMatchObject({ ok: false });
    expect(device.open.size).toBe(1);
    expect(count).toBe(2);
  });
});
