import { expect, test } from 'vitest';
import { emptyHistory, type RunHistory, reduceRun } from '../../core/runs/history.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { ok } from '../../core/util/diagnostics.ts';
import type { Executor } from '../executors/executor.ts';
import { heapInUse } from '../executors/testing/heap.ts';
import { WasmSession } from '../executors/wasm/session.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { createTrainingHost } from './host.ts';
import { macrotask } from './testing/bench.ts';
import { chosen } from './testing/fake-device.ts';
import { toyProject } from './testing/projects.ts';

/** What a page and its worker hold between them, without the wires: a host on WebAssembly whose events are folded into a run's history. */
async function page() {
  const wasm = await createWasmExecutor(kernelBytes());
  let session: WasmSession | null = null;
  const executor: Executor = {
    ...wasm,
    id: wasm.id,
    backend: wasm.backend,
    device: wasm.device,
    lost: wasm.lost,
    dispose: () => wasm.dispose(),
    async load(program, data) {
      const made = await wasm.load(program, data);
      if (made instanceof WasmSession) session = made;
      return made;
    },
  };
  let history: RunHistory = emptyHistory('r');
  const absent = () => Promise.reject(new Error('not part of this test'));
  const host = createTrainingHost({
    emit: (event) => {
      history = reduceRun(history, event);
    },
    createExecutor: async () => ok(chosen(executor)),
    fetchPack: absent,
    files: { write: absent, read: absent },
    now: () => performance.now(),
    delay: macrotask,
    defer: macrotask,
    forecastMemory: async () => [],
  });
  const until = async (state: string): Promise<void> => {
    while (history.status.state !== state) {
      if (history.status.state === 'failed') throw new Error(history.status.error?.message);
      await macrotask();
    }
  };
  const project = toyProject({ epochs: 100_000 });
  host.handle({
    type: 'load',
    generation: 1,
    runId: 'r',
    project: { ...project, data: { ...project.data, options: { ...project.data.options, samples: 10_000 } } },
    choice: {},
    dataUrl: 'https://here/data/',
    start: { from: 'initial' },
  });
  await until('idle');
  return {
    history: () => history,
    memory: () => {
      invariant(session, 'the program is loaded');
      return session.memoryBytes;
    },
    async train(steps: number) {
      host.handle({ type: 'train', runId: 'r', steps });
      await until('running');
      await until('paused');
    },
  };
}

test('over 100,000 steps only the record grows, as designed: nothing else on the heap or in WebAssembly', {
  timeout: 180_000,
}, async () => {
  const { train, history, memory } = await page();
  await train(20_000);
  const [heap, bytes, points] = [heapInUse(), memory(), history().recorded.validation.length];
  await train(100_000);
  expect(memory()).toBe(bytes);
  const { count, columns, validation } = history().recorded;
  expect(count).toBe(120_000);
  // Every loss and weight of every step, 4 bytes each, in buffers that are at most twice as large; and what validation measured.
  expect(Object.keys(columns)).toEqual(['loss', 'weight']);
  for (const byTask of Object.values(columns))
    for (const series of Object.values(byTask)) expect(series.view().buffer.byteLength).toBeLessThanOrEqual(2 * 4 * count);
  const record = 2048 * (validation.length - points);
  expect((heapInUse() - record) / heap).toBeLessThan(1.02);
});
