import { initialOptimizer, initialState } from '../../src/core/program/initialize.ts';
import { adapterName, isSoftwareAdapter, threadCounts } from '../../src/engine/executors/decision.ts';
import type { Executor, Session } from '../../src/engine/executors/executor.ts';
import { createTfjsExecutor } from '../../src/engine/executors/tfjs/tfjs-executor.ts';
import { kernelFiles } from '../../src/engine/executors/wasm/kernels.ts';
import { createThreadedWasmExecutor } from '../../src/engine/executors/wasm/threads/threaded-executor.ts';
import { createWasmExecutor } from '../../src/engine/executors/wasm/wasm-executor.ts';
import { type CallCounts, counting } from '../../src/engine/executors/webgpu/testing/counting-device.ts';
import { createWebgpuExecutor } from '../../src/engine/executors/webgpu/webgpu-executor.ts';
import { kernelThreads } from '../../src/worker/kernel-threads.ts';
import { productSpeed } from '../measure/products.ts';
import { blockOf, type Exercise, exerciseOf } from '../models/exercise.ts';
import type { ModelSpec } from '../models/model.ts';
import type { Setup, Trainee } from './contender.ts';

/** Steps of a block, and blocks under way at once, as in a run of the page. */
const blockSteps = 256;
const inFlight = 2;

/** A session at step 0 with the initial weights of the exercise. */
export async function loadSession(executor: Executor, { program, data, parameters }: Exercise): Promise<Session> {
  const session = await executor.load(program, data);
  await session.write('parameters', parameters);
  await session.write('state', initialState(program));
  await session.write('optimizer', initialOptimizer(program));
  return session;
}

/** An exercise loaded by one of our executors; batches are gathered from the data set by the executor itself. */
async function traineeOf(executor: Executor, exercise: Exercise): Promise<Trainee> {
  const { program } = exercise;
  const session = await loadSession(executor, exercise);
  let done = 0;
  return {
    device: executor.device,
    async run(count) {
      const losses = new Float32Array(count * program.tasks.length);
      const waiting: Promise<void>[] = [];
      for (let start = 0; start < count; start += blockSteps) {
        if (waiting.length >= inFlight) await waiting.shift();
        const steps = Math.min(blockSteps, count - start);
        const block = blockOf(exercise, done + start, steps);
        waiting.push(session.run(block).then((numbers) => losses.set(numbers, start * program.tasks.length)));
      }
      await Promise.all(waiting);
      done += count;
      return losses;
    },
  };
}

export const wasmExecutor = async ({ fetchKernels }: Setup): Promise<Executor> =>
  createWasmExecutor(await fetchKernels(kernelFiles.single));

/** Measured once in a place. */
let products: Promise<number> | null = null;

/** Says how fast large products are, as PyTorch's rows do. */
export async function startWasm(exercise: Exercise, setup: Setup): Promise<Trainee> {
  const executor = await wasmExecutor(setup);
  products ??= productSpeed(executor);
  const speed = await products;
  const trainee = await traineeOf(executor, exercise);
  return { ...trainee, device: `${trainee.device}, products at ${speed.toFixed(0)} GFLOP/s` };
}

export async function startWasmThreads(exercise: Exercise, { fetchKernels }: Setup): Promise<Trainee> {
  const available = kernelThreads();
  if (!available) throw new Error('memory cannot be shared here');
  const threads = Math.max(2, ...threadCounts(available.processors));
  const bytes = await fetchKernels(kernelFiles.threaded);
  return traineeOf(await createThreadedWasmExecutor(bytes, { threads, spawn: available.spawn }), exercise);
}

/** A device of its own on the adapter of this place, planned for as the page does; `watch` may put something in its place. */
export async function webgpuExecutor(watch: (device: GPUDevice) => GPUDevice = (device) => device): Promise<Executor> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('there is no WebGPU adapter');
  const device = await adapter.requestDevice();
  return createWebgpuExecutor(watch(device), { name: adapterName(adapter.info), software: isSoftwareAdapter(adapter.info) });
}

export const startWebgpu = async (exercise: Exercise): Promise<Trainee> => traineeOf(await webgpuExecutor(), exercise);

export const startTfjs = async (exercise: Exercise, setup: Setup, backend: 'cpu' | 'wasm' | 'webgpu'): Promise<Trainee> =>
  traineeOf(await createTfjsExecutor(backend, 'WebGPU', setup), exercise);

/** What steady steps ask of the device of this place: calls by name, one map per block of `steps` steps. */
export async function countOnWebgpu(model: ModelSpec, steps: number): Promise<CallCounts[]> {
  const calls: CallCounts = new Map();
  const exercise = exerciseOf(model);
  const session = await loadSession(await webgpuExecutor((device) => counting(device, calls)), exercise);
  const block = blockOf(exercise, 0, steps);
  return countBlocks(() => session.run(block), calls);
}

/** The calls of four blocks, after two that may make what they need; one after the other, so that each has its own. */
export async function countBlocks(run: () => Promise<unknown>, calls: CallCounts): Promise<CallCounts[]> {
  await Promise.all([run(), run()]);
  const blocks: CallCounts[] = [];
  for (let i = 0; i < 4; i++) {
    calls.clear();
    await run();
    blocks.push(new Map(calls));
  }
  return blocks;
}
