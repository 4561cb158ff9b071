import { defaults } from '../../src/core/project/defaults.ts';
import type { Executor } from '../../src/engine/executors/executor.ts';
import { createWebgpuExecutor } from '../../src/engine/executors/webgpu/webgpu-executor.ts';
import { countBlocks, loadSession } from '../contenders/ours.ts';
import { lackedStockLayer } from '../contenders/registry.ts';
import { startStockLayers } from '../contenders/stock-layers.ts';
import { median } from '../measure/statistics.ts';
import { blockOf, type Exercise, exerciseOf } from '../models/exercise.ts';
import type { ModelSpec } from '../models/model.ts';
import { modelOf } from '../models/registry.ts';
import { type GpuCounts, gpuCountsOf } from './counts.ts';
import { installNullGpu } from './null-gpu.ts';

/** What a model costs on a WebGPU that does nothing, per training step. */
export interface NullCosts {
  readonly model: string;
  /** Planned for a GPU, and for a processor that imitates one. */
  readonly hardware: GpuCounts;
  readonly software: GpuCounts;
  /** Steps that choose their weights by the Gramian of the task gradients, planned for a GPU. */
  readonly gramian: GpuCounts;
  /** Milliseconds of JavaScript of our session's `run`; median. */
  readonly oursMs: number;
  /** Of stock tfjs's `trainOnBatch`; null where tfjs lacks a layer. */
  readonly stock: { readonly counts: GpuCounts; readonly ms: number } | null;
}

/** A process of its own: `null-process.ts ROUNDS WINDOW_MS MODELS…`; its parent gets `NullCosts` of each as a message. */
const [, , rounds = '3', window = '100', ...names] = process.argv;
const steps = 64;
const calls = installNullGpu();

async function executorOf(software: boolean): Promise<Executor> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('the device that does nothing is not there');
  return createWebgpuExecutor(await adapter.requestDevice(), { name: 'null', software });
}

async function ours(exercise: Exercise, software: boolean) {
  const session = await loadSession(await executorOf(software), exercise);
  const block = blockOf(exercise, 0, steps);
  const run = () => session.run(block);
  return { counts: gpuCountsOf(await countBlocks(run, calls), steps), run };
}

async function gramianCounts(model: ModelSpec): Promise<GpuCounts> {
  const balanced = exerciseOf(model, defaults.balancing('pcgrad'));
  const session = await loadSession(await executorOf(false), balanced);
  const block = blockOf(balanced, 0, steps);
  return gpuCountsOf(await countBlocks(() => session.runBalanced(block, (losses) => losses.map(() => 1)), calls), steps);
}

async function stock(model: ModelSpec) {
  if (lackedStockLayer(model) !== null) return null;
  const trainee = await startStockLayers(model, { threads: 1, fetchKernels: async () => new Uint8Array() }, 'webgpu');
  await trainee.run(2);
  calls.clear();
  await trainee.run(1);
  return { counts: gpuCountsOf([new Map(calls)], 1), run: () => trainee.run(1) };
}

/** Milliseconds per call, over a window. */
async function msPerCall(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let count = 0;
  do {
    await run();
    count++;
  } while (performance.now() - started < Number(window));
  return (performance.now() - started) / count;
}

async function costsOf(name: string): Promise<NullCosts> {
  const exercise = exerciseOf(modelOf(name));
  const { model } = exercise;
  const [software, hardware, gramian, layers] = [
    await ours(exercise, true),
    await ours(exercise, false),
    await gramianCounts(model),
    await stock(model),
  ];
  await msPerCall(hardware.run);
  if (layers) await msPerCall(layers.run);
  const times: { ours: number; stock: number }[] = [];
  for (let round = 0; round < Number(rounds); round++)
    times.push({ ours: (await msPerCall(hardware.run)) / steps, stock: layers ? await msPerCall(layers.run) : 0 });
  return {
    model: name,
    hardware: hardware.counts,
    software: software.counts,
    gramian,
    oursMs: median(times.map((time) => time.ours)),
    stock: layers && { counts: layers.counts, ms: median(times.map((time) => time.stock)) },
  };
}

for (const name of names) {
  const costs = await costsOf(name);
  await new Promise<void>((sent) => process.send?.(costs, () => sent()));
}
process.exit(0);
