import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExecutorId } from '../../core/runs/executor-info.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { randomStream } from '../../core/util/random.ts';
import { createDatasetCache } from '../training/datasets-cache.ts';
import type { PreparedRun } from '../training/prepare.ts';
import { createSpeedTest } from '../training/speed-test.ts';
import { macrotask } from '../training/testing/bench.ts';
import { FakeDevice } from '../training/testing/fake-device.ts';
import { preparedFor } from '../training/testing/prepared.ts';
import { toyProject } from '../training/testing/projects.ts';
import { createExecutorChooser } from './choose.ts';
import { adapter, geforce, request, taken } from './testing/fake-choice.ts';

async function prepared(): Promise<PreparedRun> {
  const project = toyProject();
  const cache = createDatasetCache({ fetchPack: () => Promise.reject(new Error('a toy needs no pack')) });
  const dataset = await cache.get(project, 'https://here/', () => undefined);
  invariant(dataset.ok, 'the toy has data');
  return preparedFor(project, dataset.value);
}

/** Milliseconds a step, from what tiny models take to what large ones do, evenly over the powers of ten. */
const stepMs = fc.double({ min: -2.3, max: 2, noNaN: true }).map((power) => 10 ** power);

test('the choice ends within 10 percent of the best executor, whatever their speeds, on a busy machine', {
  timeout: 120_000,
}, async () => {
  const run = await prepared();
  await fc.assert(
    fc.asyncProperty(stepMs, stepMs, fc.nat(1000), async (gpuMs, cpuMs, seed) => {
      const clock = { ms: 0 };
      const noise = randomStream(seed, 'busy');
      const speeds: Partial<Record<ExecutorId, number>> = { webgpu: gpuMs, wasm: cpuMs };
      const chooser = createExecutorChooser({
        probeGpu: async () => adapter(geforce),
        tfjsThreads: 4,
        wasmThreads: [],
        memoryLimitBytes: () => Number.POSITIVE_INFINITY,
        selfTest: async () => null,
        start: async ({ id }) => {
          const device = new FakeDevice({
            clock,
            stepMs: speeds[id] ?? 1000,
            // Now and then, and for a while, the machine does something else.
            beforeBlock: () => {
              if (noise.next() < 0.15) clock.ms += 20 * noise.next();
            },
          });
          const { backend, device: name, lost } = device;
          return {
            id,
            backend,
            device: `${name} ${id}`,
            lost,
            load: (program) => device.load(program),
            dispose: () => device.dispose(),
          };
        },
      });
      const speedTest = createSpeedTest(run, { now: () => clock.ms, defer: macrotask }, []);
      const { info } = await taken(chooser, request(speedTest));
      expect(speeds[info.id] ?? 0).toBeLessThanOrEqual(1.1 * Math.min(gpuMs, cpuMs));
    }),
    { seed: 3, numRuns: 150 },
  );
});
