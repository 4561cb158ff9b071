import { beforeAll, describe, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../../scripts/node-gpu.ts';
import { conformanceCases } from '../conformance/conformance.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { createWebgpuExecutor } from './webgpu-executor.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

// The two profiles give other kernels: blocks with and without shared memory, reductions in one pass or two.
describe.each([
  ['a processor that imitates one', true],
  ['a GPU', false],
] as const)('the webgpu executor, planning for %s, agrees with the float64 reference', (_, software) => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('%s', async (__, { compare }) => {
    const executor = createWebgpuExecutor(device, { name: 'test', software });
    const comparison = await compare(executor);
    executor.dispose();
    expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
  });
});
