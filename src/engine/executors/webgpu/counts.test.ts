import { beforeAll, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../../scripts/node-gpu.ts';
import { blockOf, freshSession, randomData } from '../tfjs/testing.ts';
import { type CallCounts, counting } from './testing/counting-device.ts';
import { modelA, modelB } from './testing/models.ts';
import { createWebgpuExecutor } from './webgpu-executor.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

const made = ['createBuffer', 'createBindGroup', 'createComputePipelineAsync', 'createShaderModule', 'createBindGroupLayout'];

test('steady steps create nothing, and take one upload a block and six dispatches a step', async () => {
  const counts: CallCounts = new Map();
  const executor = createWebgpuExecutor(counting(device, counts), { name: 'test', software: true });
  const program = modelB();
  const session = await freshSession(executor, program, randomData(program, 1));
  const steps = 4;
  // Two blocks in flight, as training keeps them.
  const pair = (): Promise<unknown> => Promise.all([session.run(blockOf(program, steps)), session.run(blockOf(program, steps))]);
  await pair();
  await pair();
  counts.clear();
  const blocks = 20;
  for (let i = 0; i < blocks / 2; i++) await pair();
  for (const name of made) expect(counts.get(name) ?? 0, name).toBe(0);
  expect(counts.get('dispatchWorkgroups')).toBe(6 * steps * blocks);
  expect(counts.get('writeBuffer')).toBe(blocks);
  const submissions = counts.get('submit') ?? 0;
  expect(counts.get('setBindGroup')).toBe(steps * blocks + submissions);
  // A block is divided only where its steps are so slow that the page would stutter.
  expect(submissions).toBeGreaterThanOrEqual(blocks);
  expect(submissions).toBeLessThanOrEqual(steps * blocks);
  executor.dispose();
});

test('steady Gramian steps create nothing, and take one submission, one upload of weights and nine dispatches each', async () => {
  const counts: CallCounts = new Map();
  const executor = createWebgpuExecutor(counting(device, counts), { name: 'test', software: true });
  const program = modelA([4, 4, 4], { gramian: true });
  const session = await freshSession(executor, program, randomData(program, 1));
  const steps = 5;
  const block = (): Promise<unknown> => session.runBalanced(blockOf(program, steps), () => [1, 2, 3]);
  await block();
  counts.clear();
  await block();
  await block();
  for (const name of made) expect(counts.get(name) ?? 0, name).toBe(0);
  expect(counts.get('dispatchWorkgroups')).toBe(9 * steps * 2);
  // The rows of a block at once, then the weights of each step; the end of the last step is submitted alone.
  expect(counts.get('writeBuffer')).toBe((1 + steps) * 2);
  expect(counts.get('submit')).toBe((steps + 1) * 2);
  executor.dispose();
});

test('disposing a session frees every buffer that it made', async () => {
  const buffers: GPUBuffer[] = [];
  const recording = new Proxy(device, {
    get(target, name) {
      if (name === 'createBuffer')
        return (descriptor: GPUBufferDescriptor) => {
          const buffer = target.createBuffer(descriptor);
          const destroy = buffer.destroy.bind(buffer);
          buffer.destroy = () => {
            buffers.splice(buffers.indexOf(buffer), 1);
            return destroy();
          };
          buffers.push(buffer);
          return buffer;
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const executor = createWebgpuExecutor(recording, { name: 'test', software: true });
  const program = modelB();
  const session = await freshSession(executor, program, randomData(program, 1));
  await Promise.all([session.run(blockOf(program, 2)), session.evaluate(new Int32Array(9)), session.read('parameters')]);
  expect(buffers.length).toBeGreaterThan(0);
  session.dispose();
  expect(buffers).toHaveLength(0);
});
