import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeGpuDevice } from '../../../scripts/node-gpu.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { Bench, macrotask } from '../training/testing/bench.ts';
import { chosen } from '../training/testing/fake-device.ts';
import { toyProject } from '../training/testing/projects.ts';
import type { Executor, Session } from './executor.ts';
import { heapInUse } from './testing/heap.ts';
import { createTfjsExecutor } from './tfjs/tfjs-executor.ts';
import { kernelBytes } from './wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';
import { bookkeeping, counting } from './webgpu/testing/counting-device.ts';
import { createWebgpuExecutor } from './webgpu/webgpu-executor.ts';

/** Loads a document so often, trains and looks into some of the runs, and says what is held after the third load and after the last. */
async function held(executor: Executor, loads: number, measure: () => number): Promise<{ first: number; last: number }> {
  const bench = new Bench({
    createExecutor: async () => ok(chosen(executor)),
    clock: {
      get ms(): number {
        return performance.now();
      },
    },
  });
  let first = 0;
  for (let load = 0; load < loads; load++) {
    const { state } = await bench.load(toyProject({ batchSize: 8 }), { from: 'initial' }, `r${load}`);
    invariant(state === 'idle', 'the document is loaded');
    if (load % 33 === 1) {
      await bench.train(1, `r${load}`);
      await bench.ask({ kind: 'pictures' }, `r${load}`);
    }
    if (load === 2) first = measure();
  }
  return { first, last: measure() };
}

/** Says of every session whether something still holds it. */
function watched(executor: Executor): { executor: Executor; alive: () => number } {
  const sessions: WeakRef<Session>[] = [];
  return {
    executor: {
      ...executor,
      async load(program, data) {
        const session = await executor.load(program, data);
        sessions.push(new WeakRef(session));
        return session;
      },
    },
    alive() {
      heapInUse();
      return sessions.filter((session) => session.deref()).length;
    },
  };
}

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeGpuDevice();
});

describe('100 loads hold the memory of one session', () => {
  it('in WebAssembly', async () => {
    const { executor, alive } = watched(await createWasmExecutor(kernelBytes()));
    await held(executor, 100, () => 0);
    await macrotask();
    expect(alive()).toBeLessThanOrEqual(1);
  });

  it('in tfjs on its cpu backend', async () => {
    const tensors = await held(await createTfjsExecutor('cpu', 'test', { threads: 1 }), 100, () => tf.memory().numTensors);
    expect(tensors.last).toBe(tensors.first);
  });

  it('on WebGPU', async () => {
    const book = bookkeeping(counting(device, new Map(), true));
    const bytes = await held(createWebgpuExecutor(book.device, { name: 'a GPU', software: true }), 100, book.alive);
    expect(bytes.last).toBe(bytes.first);
  });
});

describe('an executor forgets the sessions that are disposed', () => {
  const load = async (executor: Executor): Promise<WeakRef<Session>> => {
    const { programOf, randomData } = await import('./tfjs/testing.ts');
    const program = programOf(toyProject(), 8);
    const session = await executor.load(program, randomData(program, 1));
    session.dispose();
    return new WeakRef(session);
  };

  it.each([
    ['tfjs', () => createTfjsExecutor('cpu', 'test', { threads: 1 })],
    ['webgpu', async () => createWebgpuExecutor(device, { name: 'a GPU', software: true })],
    ['wasm', () => createWasmExecutor(kernelBytes())],
  ])('%s', async (_, create) => {
    const executor = await create();
    const sessions = [await load(executor), await load(executor), await load(executor)];
    await macrotask();
    heapInUse();
    // The last one may still stand on the stack.
    expect(sessions.slice(0, 2).map((session) => session.deref())).toEqual([undefined, undefined]);
    executor.dispose();
  });
});
