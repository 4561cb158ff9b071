import { beforeAll, describe, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../../scripts/node-gpu.ts';
import { presets } from '../../../core/presets/registry.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { defaults } from '../../../core/project/defaults.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { createStepper } from '../../stepping/stepper.ts';
import type { Switches } from '../conformance/testing/three-tasks.ts';
import type { Session } from '../executor.ts';
import { heapInUse } from '../testing/heap.ts';
import { blockOf, freshSession, programOf, randomData } from '../tfjs/testing.ts';
import { bookkeeping, type CallCounts, counting } from './testing/counting-device.ts';
import { modelA, modelB } from './testing/models.ts';
import { createWebgpuExecutor } from './webgpu-executor.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

const made = ['createBuffer', 'createBindGroup', 'createComputePipelineAsync', 'createShaderModule', 'createBindGroupLayout'];

function cnn(): TrainingProgram {
  const preset = presets.find(({ id }) => id === 'digits-cnn');
  invariant(preset, 'there is a preset with convolutions');
  return programOf(preset.project(), 16);
}

/** Two blocks in flight, as training keeps them. */
const pair = (session: Session, program: TrainingProgram, steps: number): Promise<unknown> =>
  Promise.all([session.run(blockOf(program, steps)), session.run(blockOf(program, steps))]);

describe('steady steps create nothing, and take one upload and one submission a block', () => {
  test.each([
    ['A', () => modelA(), 12],
    ['A with 10 heads', () => modelA(Array.from({ length: 10 }, () => 10)), 12],
    ['B', () => modelB(), 16],
    ['B with 10 heads', () => modelB(10), 16],
    ['a CNN', cnn, 40],
  ] as const)('%s', async (_, make, mostDispatches) => {
    const counts: CallCounts = new Map();
    const executor = createWebgpuExecutor(counting(device, counts, true), { name: 'test', software: false, now: () => 0 });
    const program = make();
    const session = await freshSession(executor, program, randomData(program, 1));
    const [steps, pairs] = [8, 5];
    await pair(session, program, steps);
    await pair(session, program, steps);
    counts.clear();
    for (let i = 0; i < pairs; i++) await pair(session, program, steps);
    const blocks = 2 * pairs;
    for (const name of made) expect(counts.get(name) ?? 0, name).toBe(0);
    expect(counts.get('writeBuffer')).toBe(blocks);
    const submissions = counts.get('submit') ?? 0;
    // A block is divided only where its steps are so slow that the page would stutter: this device does nothing.
    expect(submissions).toBe(blocks);
    expect(counts.get('setBindGroup')).toBe(steps * blocks + submissions);
    const dispatches = (counts.get('dispatchWorkgroups') ?? 0) / (steps * blocks);
    expect(Number.isInteger(dispatches)).toBe(true);
    expect(dispatches).toBeLessThanOrEqual(mostDispatches);
    executor.dispose();
  });
});

test('evaluations, checkpoints and predictions that come again create nothing', async () => {
  const counts: CallCounts = new Map();
  const executor = createWebgpuExecutor(counting(device, counts, true), { name: 'test', software: true });
  const program = modelB();
  const session = await freshSession(executor, program, randomData(program, 1));
  const look = (): Promise<unknown> =>
    Promise.all([
      session.evaluate(new Int32Array(300)),
      session.read('parameters'),
      session.predict({ x: new Float32Array(20) }, 10),
    ]);
  await look();
  counts.clear();
  for (let i = 0; i < 5; i++) await look();
  for (const name of made) expect(counts.get(name) ?? 0, name).toBe(0);
  executor.dispose();
});

test('buffers and the heap are what they were after 100,000 steps', { timeout: 120_000 }, async () => {
  const { device: kept, alive } = bookkeeping(device);
  const executor = createWebgpuExecutor(counting(kept, new Map(), true), { name: 'test', software: true });
  const program = modelB();
  const session = await freshSession(executor, program, randomData(program, 1));
  const steps = 500;
  const block = blockOf(program, steps);
  const train = async (blocks: number): Promise<void> => {
    for (let i = 0; i < blocks / 2; i++) await Promise.all([session.run(block), session.run(block)]);
    await session.evaluate(new Int32Array(300));
    await session.read('parameters');
  };
  await train(20);
  const [buffers, heap] = [alive(), heapInUse()];
  await train(200);
  expect(alive()).toBe(buffers);
  expect(heapInUse() / heap).toBeLessThan(1.02);
  executor.dispose();
});

test('steady Gramian steps create nothing, and take one submission, one upload of weights and nine dispatches each', async () => {
  const counts: CallCounts = new Map();
  const executor = createWebgpuExecutor(counting(device, counts, true), { name: 'test', software: true });
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

describe('a step waits for the device once at the most, whatever its weights follow from', () => {
  const six: readonly (readonly [string, Switches, number])[] = [
    // Weights that are known before, and directions that the device makes: once for all steps of a block.
    ['rlw', { heads: 'sliders' }, 1],
    ['graddrop', {}, 1],
    ['uw', {}, 6],
    ['upgrad', {}, 6],
    ['upgrad', { perNode: true, perSet: true }, 6],
    ['mgda', { representation: true }, 6],
    ['famo', {}, 6],
    ['moco', {}, 6],
    ['sdmgrad', {}, 6],
    ['moml', {}, 6],
    ['forum', {}, 6],
    // In the first, the third and the fifth step, and for the losses of those in between.
    ['upgrad', { every: 2 }, 6],
    ['upgrad', { every: 5 }, 3],
  ];
  test.each(six)('%s %o', async (method, switches, most) => {
    const counts: CallCounts = new Map();
    const executor = createWebgpuExecutor(counting(device, counts, true), { name: 'test', software: false, now: () => 0 });
    const program = modelB(3, { method, switches });
    const session = await freshSession(executor, program, randomData(program, 1));
    const balancing = { ...defaults.balancing(method), ...switches };
    const stepper = createStepper({ program, session, seed: 1, stepsPerEpoch: 8, balancing: () => balancing });
    const { controls, rows } = blockOf(program, 6, 0.01);
    counts.clear();
    await stepper.step({ firstStep: 1, count: 6, controls, rows });
    // What is read back is copied out first.
    expect(counts.get('copyBufferToBuffer')).toBe(most);
    executor.dispose();
  });
});

test('disposing a session frees every buffer that it made', async () => {
  const { device: kept, alive } = bookkeeping(device);
  const executor = createWebgpuExecutor(counting(kept, new Map(), true), { name: 'test', software: true });
  const program = modelB();
  const session = await freshSession(executor, program, randomData(program, 1));
  await Promise.all([session.run(blockOf(program, 2)), session.evaluate(new Int32Array(9)), session.read('parameters')]);
  expect(alive()).toBeGreaterThan(0);
  session.dispose();
  expect(alive()).toBe(0);
});
