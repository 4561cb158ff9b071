import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nodeGpuDevice } from '../scripts/node-gpu.ts';
import { fillControls } from '../src/core/program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../src/core/program/initialize.ts';
import { sizeOf } from '../src/core/program/shapes.ts';
import type { TrainingProgram } from '../src/core/program/types.ts';
import { randomStream } from '../src/core/util/random.ts';
import type { DataBuffers, Executor, Session, StepBlock } from '../src/engine/executors/executor.ts';
import { kernelFiles } from '../src/engine/executors/wasm/kernels.ts';
import { createWasmExecutor } from '../src/engine/executors/wasm/wasm-executor.ts';
import { planTraining } from '../src/engine/executors/webgpu/plan/plan.ts';
import { softwareProfile } from '../src/engine/executors/webgpu/plan/profile.ts';
import { modelA } from '../src/engine/executors/webgpu/testing/models.ts';
import { createWebgpuExecutor } from '../src/engine/executors/webgpu/webgpu-executor.ts';

/**
 * What a step costs whose shared weights follow from the Gramian of its task gradients, beside a plain step of the same program: model A
 * (784 → 256 relu, batch 64, Adam) with 2, 5 and 10 heads of 10 classes. Plain and Gramian steps in turns; medians over the rounds. The
 * weights are the task weights, so that both train alike; the Gramian is read back all the same.
 *
 *   tsx bench/gramian-step.ts [rounds = 7] [milliseconds each = 600] [wasm | webgpu]
 */
const rounds = Number(process.argv[2] ?? 7);
const windowMs = Number(process.argv[3] ?? 600);
const only = process.argv[4];

const samples = 1000;

function dataOf(program: TrainingProgram): DataBuffers {
  const random = randomStream(1, 'bench');
  return Object.fromEntries(
    program.data.map(({ name, shape, dtype }) => {
      const length = sizeOf(shape);
      if (dtype === 'i32') return [name, Int32Array.from({ length }, () => random.int(10))];
      return [name, Float32Array.from({ length }, () => (name.startsWith('mask:') ? 1 : random.next()))];
    }),
  );
}

function blockOf(program: TrainingProgram, count: number): StepBlock {
  const { size } = program.controls;
  const controls = new Float32Array(count * size);
  const taskWeights = program.tasks.map(() => 1);
  for (let i = 0; i < count; i++)
    fillControls(program, { step: i + 1, learningRate: 1e-4, taskWeights, seed: 1 }, controls, i * size);
  const random = randomStream(2, 'rows');
  return { count, controls, rows: Int32Array.from({ length: count * program.batchSize }, () => random.int(samples)) };
}

async function sessionOf(executor: Executor, program: TrainingProgram): Promise<Session> {
  const session = await executor.load(program, dataOf(program));
  await session.write('parameters', initialParameters(program, 1));
  await session.write('state', initialState(program));
  await session.write('optimizer', initialOptimizer(program));
  return session;
}

/** Milliseconds of one step, of something that takes `count` steps at a call. */
async function stepMs(run: () => Promise<unknown>, count: number): Promise<number> {
  const start = performance.now();
  let steps = 0;
  do {
    await run();
    steps += count;
  } while (performance.now() - start < windowMs);
  return (performance.now() - start) / steps;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const kernels = new Uint8Array(readFileSync(resolve(import.meta.dirname, '../public/data', kernelFiles.single)));
const executors: readonly (readonly [string, () => Promise<Executor>, number])[] = [
  ['wasm', () => createWasmExecutor(kernels), 16],
  ['webgpu', async () => createWebgpuExecutor(await nodeGpuDevice(), { name: 'software', software: true }), 2],
];

for (const [name, create, count] of executors) {
  if (only && only !== name) continue;
  const executor = await create();
  for (const tasks of [2, 5, 10]) {
    const program = modelA(
      Array.from({ length: tasks }, () => 10),
      { gramian: true },
    );
    const session = await sessionOf(executor, program);
    const block = blockOf(program, count);
    const ways = [
      () => session.run(block),
      () => session.runBalanced(block, (losses) => new Float32Array(losses.length).fill(1)),
    ] as const;
    for (const run of ways) await run();
    const figures: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++)
      for (const way of [0, 1] as const) figures[way].push(await stepMs(ways[way], count));
    const [plain, gramian] = figures.map(median);
    const ratios = figures[0].map((ms, i) => (figures[1][i] ?? Number.NaN) / ms);
    const plan = planTraining(program, softwareProfile);
    const dispatches =
      name === 'webgpu' ? `, ${plan.step.dispatches.length} and ${plan.gramian?.dispatches.length} dispatches` : '';
    console.log(
      `${name}, T = ${tasks}: plain ${plain?.toFixed(3)} ms, Gramian ${gramian?.toFixed(3)} ms, ratio ${median(ratios).toFixed(2)}${dispatches}`,
    );
    session.dispose();
  }
  executor.dispose();
}
process.exit(0);
