import { beforeAll, describe, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../../scripts/node-gpu.ts';
import { findNumericalFault } from '../self-test/self-test.ts';
import { blockOf, freshSession, randomData } from '../tfjs/testing.ts';
import { modelB } from './testing/models.ts';
import { createWebgpuExecutor } from './webgpu-executor.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

/** The device with other limits. */
const limited = (limits: Partial<GPUSupportedLimits>): GPUDevice =>
  new Proxy(device, {
    get(target, name) {
      if (name === 'limits') return { ...limits };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

test('a program whose buffers a device cannot hold is refused with what it needs and what there is', async () => {
  const small = limited({ maxBufferSize: 2 ** 16, maxStorageBufferBindingSize: 2 ** 16 });
  const executor = createWebgpuExecutor(small, { name: 'a small GPU', software: false });
  const program = modelB();
  await expect(executor.load(program, randomData(program, 1))).rejects.toMatchObject({
    diagnostic: { code: 'training.bufferTooLarge', values: { limit: '1 MiB', device: 'a small GPU' } },
  });
});

test('passes the test of numbers that every adapter must pass before it is trusted', async () => {
  expect(await findNumericalFault(createWebgpuExecutor(device, { name: 'test', software: false }))).toBeNull();
});

test('more steps than the buffers hold at once give every loss', async () => {
  const program = modelB();
  const executor = createWebgpuExecutor(device, { name: 'test', software: true });
  const session = await freshSession(executor, program, randomData(program, 1));
  const losses = await session.run(blockOf(program, 1100));
  expect(losses).toHaveLength(2200);
  expect(losses.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true);
  expect(await session.run({ count: 0, controls: new Float32Array(0), rows: new Int32Array(0) })).toHaveLength(0);
  executor.dispose();
});

describe('a device that is lost', () => {
  test('ends the executor with the reason, and what is under way', async () => {
    const own = await nodeGpuDevice();
    const executor = createWebgpuExecutor(own, { name: 'test', software: true });
    const program = modelB();
    const session = await freshSession(executor, program, randomData(program, 1));
    const under = session.run(blockOf(program, 4)).then(
      () => 'ended',
      () => 'failed',
    );
    own.destroy();
    expect(await executor.lost).toContain('destroyed');
    expect(await under).toBe('failed');
  });
});
