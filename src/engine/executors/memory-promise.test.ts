import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeGpuDevice } from '../../../scripts/node-gpu.ts';
import { compileProject } from '../../core/compile/compile.ts';
import { signatureOf } from '../../core/data/registry.ts';
import { presets } from '../../core/presets/registry.ts';
import { dataBytes } from '../../core/program/memory.ts';
import { sizeOf } from '../../core/program/shapes.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Balancing, Project } from '../../core/project/schema.ts';
import { invariant } from '../../core/util/assert-never.ts';
import type { DataBuffers, Executor, Session } from './executor.ts';
import { forecastMemory } from './forecast.ts';
import { blockOf, freshSession, given, programOf } from './tfjs/testing.ts';
import { createTfjsExecutor } from './tfjs/tfjs-executor.ts';
import { WasmSession } from './wasm/session.ts';
import { kernelBytes } from './wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';
import { bookkeeping, counting } from './webgpu/testing/counting-device.ts';
import { createWebgpuExecutor } from './webgpu/webgpu-executor.ts';

const none = { kind: 'none' } as const;
const software = { kind: 'adapter', adapter: { vendor: 'google', architecture: 'swiftshader', description: '' } } as const;
const unlimited = Number.POSITIVE_INFINITY;

/** Numbers between 0 and 1, or the first few ids: quick to make for millions, and nobody looks at them. */
function anyData({ data }: TrainingProgram): DataBuffers {
  const fraction = Float32Array.from({ length: 4096 }, (_, i) => ((i * 61) % 64) / 64);
  return Object.fromEntries(
    data.map(({ name, shape, dtype }): [string, Float32Array | Int32Array] => {
      const length = sizeOf(shape);
      if (dtype === 'i32') return [name, new Int32Array(length).map((_, i) => i % 5)];
      const values = new Float32Array(length).fill(1);
      if (!name.startsWith('input:')) return [name, values];
      for (let from = 0; from < length; from += fraction.length) values.set(fraction.subarray(0, length - from), from);
      return [name, values];
    }),
  );
}

/** 224 × 224 × 3 with a batch of 8, as the preset has it; data that nobody looks at, in place of painted scenes. */
function large(): { readonly program: TrainingProgram; readonly data: DataBuffers } {
  const project = presets.find(({ id }) => id === 'scenes-224')?.project();
  invariant(project, 'the preset is there');
  expect(project.training.batchSize).toBe(8);
  const { program } = given(compileProject(project, given(signatureOf(project))));
  expect(program.data.find(({ name }) => name.startsWith('input:'))?.shape.slice(1)).toEqual([224, 224, 3]);
  return { program, data: anyData(program) };
}

/** 20 steps, an evaluation, predictions and a checkpoint. */
async function train(session: Session, program: TrainingProgram, data: DataBuffers): Promise<void> {
  const losses = await session.run(blockOf(program, 20));
  expect(losses.every((loss) => Number.isFinite(loss))).toBe(true);
  await session.evaluate(Int32Array.from({ length: 2 * program.evaluateBatchSize }, (_, i) => i));
  const feeds = Object.fromEntries(
    program.data
      .filter(({ name }) => name.startsWith('input:'))
      .map(({ name, shape }) => {
        return [name.slice('input:'.length), (data[name] ?? new Float32Array(0)).subarray(0, sizeOf(shape.slice(1)))];
      }),
  );
  await session.predict(feeds, 1);
  await Promise.all((['parameters', 'optimizer', 'state'] as const).map((buffer) => session.read(buffer)));
}

/** The promise holds, and is not an empty one. */
function holds(announced: number, measured: number): void {
  expect(measured).toBeLessThanOrEqual(announced);
  expect(announced).toBeLessThanOrEqual(1.5 * measured);
}

describe('224 × 224 × 3 with a batch of 8 trains 20 steps within the memory that was announced', () => {
  let program: TrainingProgram;
  let data: DataBuffers;
  beforeAll(() => {
    ({ program, data } = large());
  }, 30_000);

  test('on WebAssembly, to the byte', async () => {
    const { bytes } = await forecastMemory({ id: 'wasm', backend: 'wasm' }, program, none, unlimited);
    const session = await freshSession(await createWasmExecutor(kernelBytes()), program, data);
    await train(session, program, data);
    invariant(session instanceof WasmSession, 'this is the session of ours');
    expect(session.memoryBytes + dataBytes(program)).toBe(bytes);
  });

  // The buffers are real; the shaders are left out, which would take a software adapter minutes.
  test('on WebGPU', async () => {
    const { bytes } = await forecastMemory({ id: 'webgpu', backend: 'webgpu' }, program, software, unlimited);
    const counted = bookkeeping(await nodeGpuDevice({ largest: true }));
    const executor = createWebgpuExecutor(counting(counted.device, new Map(), true), { name: 'test', software: true });
    await train(await freshSession(executor, program, data), program, data);
    holds(bytes, counted.peak() + dataBytes(program));
    executor.dispose();
    expect(counted.alive()).toBe(0);
  });

  test('on TensorFlow.js', { timeout: 120_000 }, async () => {
    const { bytes } = await forecastMemory({ id: 'tfjs', backend: 'wasm' }, program, none, unlimited);
    const executor = await createTfjsExecutor('wasm', 'test', { threads: 1 });
    holds(bytes, (await tfjsPeak(executor, program, data, train)) + dataBytes(program));
    executor.dispose();
  });
});

/** The most bytes that tensors take while a session is made and used, above those that are there before. */
async function tfjsPeak(executor: Executor, program: TrainingProgram, data: DataBuffers, use: typeof train): Promise<number> {
  const before = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(async () => {
    await use(await freshSession(executor, program, data), program, data);
    return tf.scalar(0);
  });
  return peakBytes - before;
}

/** Two steps of the kind that the program is trained with, and an evaluation. */
async function few(session: Session, program: TrainingProgram): Promise<void> {
  const block = blockOf(program, 2);
  const { gramian } = program;
  await (gramian ? session.runBalanced(block, () => new Float32Array(gramian.weightCount).fill(1)) : session.run(block));
  await session.evaluate(Int32Array.from({ length: 2 * program.evaluateBatchSize }, (_, i) => i % 40));
}

/** Dense layers, convolutions with and without pooling, embeddings, sequences, attention, gates: everything that tfjs does in its own way. */
const various = [
  'digits-independent',
  'digits-cnn',
  'glosses-mtnet',
  'news-headline',
  'words-gru',
  'languages',
  'scenes-transformer',
  'ple',
];
/** Some of them with steps that need the Gramian of the task gradients. */
const alsoBalanced = ['digits-independent', 'digits-cnn', 'languages', 'ple'];
const balanced = ({ training, ...project }: Project): Project => ({
  ...project,
  training: { ...training, balancing: defaults.balancing('pcgrad') },
});
const quick: readonly (readonly [string, () => Project])[] = [
  ...presets.filter(({ id }) => various.includes(id)).map(({ id, project }) => [id, project] as const),
  ...presets
    .filter(({ id }) => alsoBalanced.includes(id))
    .map(({ id, project }) => [`${id}, balanced`, () => balanced(project())] as const),
];

test.each(quick)('tfjs keeps to what is announced of it: %s', async (_, project) => {
  const program = programOf(project(), 8, unlimited);
  const data = anyData(program);
  const { bytes } = await forecastMemory({ id: 'tfjs', backend: 'wasm' }, program, none, unlimited);
  const executor = await createTfjsExecutor('wasm', 'test', { threads: 1 });
  expect((await tfjsPeak(executor, program, data, few)) + dataBytes(program)).toBeLessThanOrEqual(bytes);
  executor.dispose();
});

/** Of every kind of step: Gramian, losses, gradients that the device keeps, validation, a direction, plain ones in between. */
const kindsOfSteps: readonly (readonly [string, string, Partial<Balancing>])[] = [
  ['digits-cnn', 'pcgrad', {}],
  ['digits-cnn', 'pcgrad', { perNode: true }],
  ['digits-cnn', 'uw', {}],
  ['digits-cnn', 'db-mtl', {}],
  ['digits-cnn', 'moml', {}],
  ['digits-cnn', 'graddrop', {}],
  ['digits-cnn', 'upgrad', { every: 5 }],
];

describe.each(kindsOfSteps)('%s, balanced by %s %o, trains within the memory that was announced', (id, method, switches) => {
  const project = presets.find((preset) => preset.id === id)?.project();
  invariant(project, 'the preset is there');
  // So large a batch that steps need more than what is evaluated between them.
  const compiled = (balancing: Balancing): TrainingProgram =>
    programOf({ ...project, training: { ...project.training, batchSize: 256, balancing } }, 512, unlimited);
  const program = compiled({ ...defaults.balancing(method), ...switches });
  const data = anyData(program);

  test('on WebAssembly, to the byte', async () => {
    const { bytes } = await forecastMemory({ id: 'wasm', backend: 'wasm' }, program, none, unlimited);
    const session = await freshSession(await createWasmExecutor(kernelBytes()), program, data);
    await few(session, program);
    invariant(session instanceof WasmSession, 'this is the session of ours');
    expect(session.memoryBytes + dataBytes(program)).toBe(bytes);
    // The step that is really run, which for weights that follow from the losses is no more than the plain one.
    const plain = await forecastMemory({ id: 'wasm', backend: 'wasm' }, compiled(defaults.balancing('equal')), none, unlimited);
    expect(bytes > plain.bytes).toBe(method !== 'uw');
    expect(bytes).toBeGreaterThanOrEqual(plain.bytes);
    session.dispose();
  });

  test('on WebGPU', async () => {
    const { bytes } = await forecastMemory({ id: 'webgpu', backend: 'webgpu' }, program, software, unlimited);
    const counted = bookkeeping(await nodeGpuDevice({ largest: true }));
    const executor = createWebgpuExecutor(counting(counted.device, new Map(), true), { name: 'test', software: true });
    await few(await freshSession(executor, program, data), program);
    holds(bytes, counted.peak() + dataBytes(program));
    executor.dispose();
    expect(counted.alive()).toBe(0);
  });
});
