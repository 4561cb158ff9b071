import { expect, test } from 'vitest';
import { createWebgpuExecutor } from '../../src/engine/executors/webgpu/webgpu-executor.ts';
import { countBlocks, loadSession } from '../contenders/ours.ts';
import { blockOf, exerciseOf } from '../models/exercise.ts';
import { modelOf, models } from '../models/registry.ts';
import { gpuCountsOf } from './counts.ts';
import { installNullGpu } from './null-gpu.ts';

const calls = installNullGpu();

/** Dispatches per step, planned for a GPU and for a software adapter. */
const expected: Readonly<Record<string, readonly [number, number]>> = {
  A: [6, 6],
  A5: [6, 6],
  A10: [6, 6],
  B: [6, 6],
  CNN: [18, 18],
  TRANSFORMER: [27, 37],
  GRU: [186, 199],
  MMOE: [11, 14],
};

test('every model of the bench has its count', () => {
  expect(Object.keys(expected)).toEqual(models.filter(({ nativeOnly }) => !nativeOnly).map(({ id }) => id));
});

test.each(
  Object.entries(expected).flatMap(([id, counts]) =>
    counts.map((count, i) => [id, i === 1 ? 'a software adapter' : 'a GPU', count] as const),
  ),
)('a steady step of %s planned for %s takes %i dispatches and makes nothing', async (id, planned, count) => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('the device that does nothing is not there');
  const executor = createWebgpuExecutor(await adapter.requestDevice(), { name: 'null', software: planned !== 'a GPU' });
  const exercise = exerciseOf(modelOf(id));
  const session = await loadSession(executor, exercise);
  const block = blockOf(exercise, 0, 8);
  const counts = gpuCountsOf(await countBlocks(() => session.run(block), calls), block.count);
  expect(counts).toMatchObject({ dispatches: count, submitsPerBlock: 1, buffersMade: 0, bindGroupsMade: 0, pipelinesMade: 0 });
  executor.dispose();
});
