import { describe, expect, it } from 'vitest';
import { nodeGpuDevice } from '../../../../scripts/node-gpu.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { type Exercise, exercise, train } from '../self-test/exercise.ts';
import { mlp } from '../self-test/models.ts';
import { notingDevice } from '../webgpu/testing/noting-device.ts';
import { comparisonKey } from './testing/known-comparisons.ts';
import { type TestedExecutor, testedExecutors, wasm } from './testing/tested-executors.ts';

const task = exercise(mlp(updateOf({ kind: 'sgd' })), 3, 0.1);
const keyOf = (tested: TestedExecutor, of: Exercise = task): Promise<string> =>
  comparisonKey(tested, of, (executor) => train(executor, of));

/** The same numbers but for one bit. */
function flipped<T extends Float32Array | Int32Array>(values: T): T {
  const copy = structuredClone(values);
  const bytes = new Uint8Array(copy.buffer);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return copy;
}

describe('the key of a comparison with the reference', () => {
  it('is the same however often it is asked for, and another for each executor', async () => {
    const keys = await Promise.all(testedExecutors.map((tested) => keyOf(tested)));
    expect(new Set(keys).size).toBe(testedExecutors.length);
    expect(await Promise.all(testedExecutors.map((tested) => keyOf(tested)))).toEqual(keys);
  });

  const { program, block } = task;
  const changes: Readonly<Record<string, Partial<Exercise>>> = {
    'a parameter': { parameters: flipped(task.parameters) },
    'a number of the data': { data: { ...task.data, x: flipped(task.data.x ?? new Float32Array(1)) } },
    'a row of a batch': { block: { ...block, rows: flipped(block.rows) } },
    'a control of a step': { block: { ...block, controls: flipped(block.controls) } },
    'the number of steps': { block: { ...block, count: 2 } },
    'the update': {
      program: { ...program, update: { ...program.update, ...updateOf({ kind: 'rmsprop', decay: 0.9, epsilon: 1e-7 }) } },
    },
  };
  it.each(Object.entries(changes))('is another with %s changed', async (_, change) => {
    expect(await keyOf(wasm, { ...task, ...change })).not.toBe(await keyOf(wasm));
  });

  it('is another where what an executor depends on is', async () => {
    expect(await keyOf({ ...wasm, decides: async () => 'other kernels' })).not.toBe(await keyOf(wasm));
  });
});

describe('what a GPU is told', () => {
  const like = nodeGpuDevice();
  const [first, second] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2, 3, 5)];
  interface Told {
    readonly code?: string;
    readonly size?: number;
    readonly numbers?: Float32Array<ArrayBuffer>;
    readonly swapped?: boolean;
    readonly groups?: number;
  }
  async function told({ code = 'a', size = 16, numbers = first, swapped = false, groups = 1 }: Told): Promise<string> {
    const { device, digest } = notingDevice(await like);
    const buffers = [0, 1].map(() => device.createBuffer({ size, usage: 8 }));
    const [one, other] = swapped ? buffers.toReversed() : buffers;
    if (!one || !other) throw new Error('two buffers are made');
    device.createShaderModule({ code });
    device.queue.writeBuffer(one, 0, numbers, 1, 3);
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(one, 0, other, 0, 16);
    encoder.beginComputePass().dispatchWorkgroups(groups);
    device.queue.submit([encoder.finish()]);
    await one.mapAsync(1, 0, 16);
    expect(new Float32Array(one.getMappedRange(0, 16)).every((value) => value > 0 && value < 1)).toBe(true);
    return digest();
  }

  it('is taken down: shaders, sizes, numbers written, which buffer is which, and commands', async () => {
    const usual = await told({});
    expect(await told({})).toBe(usual);
    expect(await told({ numbers: Float32Array.of(9, 2, 3, 4) })).toBe(usual);
    const others: Told[] = [{ code: 'b' }, { size: 32 }, { numbers: second }, { swapped: true }, { groups: 2 }];
    const digests = await Promise.all(others.map(told));
    expect(new Set([usual, ...digests]).size).toBe(1 + others.length);
  });
});
