import { describe, expect, it } from 'vitest';
import { stepFlops } from '../../core/program/cost.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { TrainingSettings } from '../../core/project/schema.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { randomStream } from '../../core/util/random.ts';
import { createDatasetCache } from './datasets-cache.ts';
import type { PreparedRun } from './prepare.ts';
import { createSpeedTest } from './speed-test.ts';
import { macrotask } from './testing/bench.ts';
import { FakeDevice, type FakeDeviceOptions } from './testing/fake-device.ts';
import { preparedFor } from './testing/prepared.ts';
import { toyProject } from './testing/projects.ts';

async function preparedToy(training: Partial<TrainingSettings> = {}): Promise<PreparedRun> {
  const project = toyProject(training);
  const cache = createDatasetCache({ fetchPack: () => Promise.reject(new Error('a toy needs no pack')) });
  const dataset = await cache.get(project, 'https://here/', () => undefined);
  invariant(dataset.ok, 'the toy has data');
  return preparedFor(project, dataset.value);
}

/** A test on a device whose clock moves only by its work. */
async function tried(options: Omit<FakeDeviceOptions, 'clock'>, budgetMs = 100) {
  const clock = { ms: 0 };
  const noise = randomStream(7, 'noise');
  const device = new FakeDevice({
    ...options,
    clock,
    beforeBlock: (block) => {
      // Every fourth burst or so, the machine does something else for a while.
      if (noise.next() < 0.25) clock.ms += 40 * noise.next();
      options.beforeBlock?.(block);
    },
  });
  const speedTest = createSpeedTest(await preparedToy(), { now: () => clock.ms, defer: macrotask }, []);
  return { speed: await speedTest.stepsPerSecond(device, budgetMs), device, clock };
}

describe('a speed test', () => {
  it.each([0.02, 0.3, 2, 9, 40])('finds the speed within 10 percent though the machine is busy: %s ms a step', async (stepMs) => {
    const { speed } = await tried({ stepMs }, 400);
    expect(Math.abs((speed * stepMs) / 1000 - 1)).toBeLessThan(0.1);
  });

  it('takes about as long as it is given', async () => {
    const clock = { ms: 0 };
    const device = new FakeDevice({ stepMs: 0.7, clock });
    const speedTest = createSpeedTest(await preparedToy(), { now: () => clock.ms, defer: macrotask }, []);
    await speedTest.stepsPerSecond(device, 100);
    expect(clock.ms).toBeGreaterThan(100);
    expect(clock.ms).toBeLessThan(130);
  });

  it('takes the steps that the run will take: with weights chosen in their middle where the document balances so', async () => {
    const clock = { ms: 0 };
    const device = new FakeDevice({ stepMs: 0.7, clock });
    const [plain, balanced] = [await preparedToy(), await preparedToy({ balancing: defaults.balancing('pcgrad') })];
    const [first, second] = [plain, balanced].map((run) => createSpeedTest(run, { now: () => clock.ms, defer: macrotask }, []));
    await first?.stepsPerSecond(device, 100);
    expect(device.balancedSteps).toBe(0);
    await second?.stepsPerSecond(device, 100);
    expect(device.balancedSteps).toBeGreaterThan(100);
    // What was measured of one kind is not taken for the other, and its cost is its own.
    expect(second?.size).not.toBe(first?.size);
    expect(second?.flopsPerStep).toBe(stepFlops(balanced.program));
    expect(second?.flopsPerStep).toBeGreaterThan(stepFlops(plain.program));
  });

  it('takes no more than two steps of a device that is too slow for it', async () => {
    const { device } = await tried({ stepMs: 900 });
    expect(device.steps()).toHaveLength(2);
  });

  it('fails where the device fails', async () => {
    const beforeBlock = (): never => {
      throw new Error('what is this');
    };
    await expect(tried({ stepMs: 1, beforeBlock })).rejects.toThrow('what is this');
  });
});
