import { describe, expect, it } from 'vitest';
import { at } from '../../core/util/assert-never.ts';
import { fake } from './testing/fake-bench.ts';
import { toyProject } from './testing/projects.ts';

/** A device that is far faster than eyes. */
const fast = { stepMs: 0.1, loss: (step: number) => step };
const project = toyProject({ epochs: 100_000 });

async function loaded(stepsPerSecond: number | null) {
  const { bench, devices } = fake(fast);
  await bench.load(project);
  bench.send({ type: 'setSpeed', stepsPerSecond });
  return { bench, device: at(devices, 0) };
}

describe('a run that is followed slowly', () => {
  for (const stepsPerSecond of [1, 10, 300]) {
    it(`takes ${stepsPerSecond} steps per second, and says so`, async () => {
      const { bench, device } = await loaded(stepsPerSecond);
      const steps = Math.max(5, 2 * stepsPerSecond);
      await bench.train(steps);
      const rates = bench.of('status').flatMap(({ status }) => status.stepsPerSecond ?? []);
      const took = at(device.issuedAt, device.issuedAt.length - 1) - at(device.issuedAt, 0);
      const first = at(device.blocks, 0).count;
      expect(((steps - first) * 1000) / took / stepsPerSecond).toBeGreaterThan(0.85);
      expect(((steps - first) * 1000) / took / stepsPerSecond).toBeLessThan(1.15);
      expect(Math.abs(at(rates, rates.length - 1) / stepsPerSecond - 1)).toBeLessThan(0.25);
    });
  }

  it('shows every step of slow motion as soon as it is done', async () => {
    const { bench } = await loaded(2);
    await bench.train(4);
    expect(bench.of('metrics').map(({ from, count }) => [from, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });

  it('pauses, and goes on at full speed, within a tenth of a second', async () => {
    const { bench } = await loaded(0.1);
    let [turns, asked] = [0, 0];
    const now = () => at(bench.times, bench.times.length - 1);
    bench.onTurn = () => {
      if (++turns === 5) {
        asked = now();
        bench.send({ type: 'pause', runId: 'r' });
      }
    };
    expect(await bench.train(50)).toMatchObject({ state: 'paused', step: 1 });
    expect(now() - asked).toBeLessThanOrEqual(400);
    turns = 5;
    bench.onTurn = () => {
      if (++turns === 8) bench.send({ type: 'setSpeed', stepsPerSecond: null });
    };
    const begun = now();
    expect(await bench.train(50)).toMatchObject({ state: 'paused', step: 51 });
    expect(now() - begun).toBeLessThan(1000);
  });

  it('takes the very steps that it takes at full speed', async () => {
    const steps = async (stepsPerSecond: number | null) => {
      const { bench, device } = await loaded(stepsPerSecond);
      await bench.train(60);
      return device.steps();
    };
    expect(await steps(40)).toEqual(await steps(null));
  });
});
