import { loadavg } from 'node:os';
import { stepFlops } from '../src/core/program/cost.ts';
import { at } from '../src/core/util/assert-never.ts';
import { kernelBytes } from '../src/engine/executors/wasm/testing/kernel-bytes.ts';
import { nodeThreads } from '../src/engine/executors/wasm/testing/node-threads.ts';
import { createThreadedWasmExecutor } from '../src/engine/executors/wasm/threads/threaded-executor.ts';
import { createWasmExecutor } from '../src/engine/executors/wasm/wasm-executor.ts';
import { loadSession } from './contenders/ours.ts';
import { median } from './measure/statistics.ts';
import { blockOf, exerciseOf } from './models/exercise.ts';
import type { ModelSpec } from './models/model.ts';
import { modelOf } from './models/registry.ts';

/**
 * The wasm executor on one thread and on several, in Node: milliseconds per step, taken in turns; medians over the rounds. Threads gain
 * nothing on processors that are busy with something else, so the load is told with the ratio.
 *
 *   tsx bench/threads.ts [threads = 2] [rounds = 9] [milliseconds each = 100]
 */
const [threads = 2, rounds = 9, windowMs = 100] = process.argv.slice(2).map(Number);

const widths = (units: readonly number[], batch: number): ModelSpec => ({
  ...modelOf('A'),
  id: `784 → ${units.join(' → ')}, batch ${batch}`,
  trunk: units.map((count) => ({ kind: 'dense', units: count })),
  batch,
});

const models = [widths([16], 64), widths([64], 64), modelOf('A'), modelOf('CNN'), widths([1024, 1024], 128)];
/** A block of so many operations is short enough to be undisturbed now and then. */
const blockFlops = 3e7;

const workers = nodeThreads();
const executors = [
  await createWasmExecutor(kernelBytes()),
  await createThreadedWasmExecutor(kernelBytes('threaded'), { threads, spawn: workers.spawn }),
];

for (const model of models) {
  const exercise = exerciseOf(model);
  const flopsPerStep = stepFlops(exercise.program);
  const count = Math.max(1, Math.round(blockFlops / flopsPerStep));
  const block = blockOf(exercise, 0, count);
  const contestants = [];
  for (const executor of executors) contestants.push({ session: await loadSession(executor, exercise), perStep: [] as number[] });
  for (let round = 0; round < rounds; round++) {
    for (const { session, perStep } of contestants) {
      const start = performance.now();
      let steps = 0;
      while (performance.now() - start < windowMs) {
        await session.run(block);
        steps += count;
      }
      perStep.push((performance.now() - start) / steps);
    }
  }
  const [one, several] = [at(contestants, 0), at(contestants, 1)].map(({ perStep }) => median(perStep));
  const figures = [one, several].map((ms) => `${(ms ?? 0).toPrecision(3)} ms`).join(' and ');
  const words = `1 and ${threads} threads: ${figures} a step, ratio ${((one ?? 0) / (several ?? 1)).toFixed(2)}`;
  const reason = at(contestants, 1).session.reduced?.reason;
  console.log(`${model.id.padEnd(30)} ${flopsPerStep.toExponential(1)} operations  ${words}${reason ? ` (${reason})` : ''}`);
  for (const { session } of contestants) session.dispose();
}
console.log(
  `load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
await workers.end();
