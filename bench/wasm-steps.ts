import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { compileProject } from '../src/core/compile/compile.ts';
import { signatureOf } from '../src/core/data/registry.ts';
import { digitsCnn, digitsShared } from '../src/core/presets/digits.ts';
import { head, input, layer, sketch, wires } from '../src/core/presets/sketch.ts';
import { fillControls } from '../src/core/program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../src/core/program/initialize.ts';
import { sizeOf } from '../src/core/program/shapes.ts';
import type { TrainingProgram } from '../src/core/program/types.ts';
import { defaults } from '../src/core/project/defaults.ts';
import type { Project } from '../src/core/project/schema.ts';
import { randomStream } from '../src/core/util/random.ts';
import type { DataBuffers, Executor, Session, StepBlock } from '../src/engine/executors/executor.ts';
import { createTfjsExecutor } from '../src/engine/executors/tfjs/tfjs-executor.ts';
import { createWasmExecutor, kernelFile } from '../src/engine/executors/wasm/wasm-executor.ts';

/**
 * Training steps per second of the wasm executor beside tfjs on its wasm backend, one thread each: our tfjs executor, and stock
 * `trainOnBatch`. Taken in turns, so that what else the machine does hits all alike; medians over the rounds, trust the ratios.
 *
 *   tsx bench/wasm-steps.ts [rounds = 5] [milliseconds each = 400]
 */
const rounds = Number(process.argv[2] ?? 5);
const windowMs = Number(process.argv[3] ?? 400);

/** 2 → 8 → 8 relu, two heads of 1, squared error, batch 32, Adam. */
function modelB(): Project {
  const task = (id: string) => defaults.task({ id, name: id, target: 'distance', kind: 'regression', loss: 'mse' });
  const relu = { units: 8, activation: 'relu' };
  return sketch({
    name: 'B',
    data: { dataset: 'toys', options: { samples: 1000, noise: 0.03, positives: 0.5, angle: 20 } },
    tasks: [task('one'), task('two')],
    nodes: [
      input('point', 0, 0),
      layer('dense', 'first', 1, 0, relu),
      layer('dense', 'second', 2, 0, relu),
      layer('dense', 'left', 3, 0, { units: 1 }),
      layer('dense', 'right', 3, 1, { units: 1 }),
      head('one', 4, 0),
      head('two', 4, 1),
    ],
    edges: wires(['point', 'first', 'second', 'left', 'one-head'], ['second', 'right', 'two-head']),
    training: { ...defaults.training(), batchSize: 32 },
  });
}

function programOf(project: Project): TrainingProgram {
  const signature = signatureOf(project);
  if (!signature.ok) throw new Error(JSON.stringify(signature.diagnostics));
  const compiled = compileProject(project, signature.value);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.value.program;
}

const samples = 1000;

/** Random numbers in the shape of the program's data; only the first rows are ever drawn. */
function dataOf(program: TrainingProgram): DataBuffers {
  const random = randomStream(1, 'bench');
  return Object.fromEntries(
    program.data.map(({ name, shape, dtype }) => {
      const length = sizeOf(shape);
      if (dtype === 'i32') return [name, Int32Array.from({ length }, () => random.int(5))];
      return [name, Float32Array.from({ length }, () => (name.startsWith('mask:') ? 1 : random.next()))];
    }),
  );
}

function blockOf(program: TrainingProgram, count: number): StepBlock {
  const { size } = program.controls;
  const controls = new Float32Array(count * size);
  const taskWeights = program.tasks.map(() => 1);
  for (let i = 0; i < count; i++) {
    fillControls(program, { step: i + 1, learningRate: 1e-4, taskWeights, seed: 1 }, controls, i * size);
  }
  const random = randomStream(2, 'rows');
  return { count, controls, rows: Int32Array.from({ length: count * program.batchSize }, () => random.int(samples)) };
}

/** Steps per second of something that runs `count` steps at a call. */
type Meter = () => Promise<number>;

async function meterOf(run: () => Promise<unknown>, count: number): Promise<Meter> {
  await run();
  return async () => {
    const start = performance.now();
    let steps = 0;
    while (performance.now() - start < windowMs) {
      await run();
      steps += count;
    }
    return (1000 * steps) / (performance.now() - start);
  };
}

async function sessionMeter(executor: Executor, program: TrainingProgram, count: number): Promise<[Meter, Session]> {
  const session = await executor.load(program, dataOf(program));
  await session.write('parameters', initialParameters(program, 1));
  await session.write('state', initialState(program));
  await session.write('optimizer', initialOptimizer(program));
  const block = blockOf(program, count);
  return [await meterOf(() => session.run(block), count), session];
}

/** The same model as a `LayersModel`, trained as tfjs's guide says. */
async function stockMeter(kind: 'A' | 'B'): Promise<Meter> {
  const x = tf.input({ shape: [kind === 'A' ? 784 : 2] });
  const hidden = (units: number, on: tf.SymbolicTensor) =>
    tf.layers.dense({ units, activation: 'relu' }).apply(on) as tf.SymbolicTensor;
  const trunk = kind === 'A' ? hidden(256, x) : hidden(8, hidden(8, x));
  const widths = kind === 'A' ? [10, 5] : [1, 1];
  const activation = kind === 'A' ? 'softmax' : 'linear';
  const outputs = widths.map((units) => tf.layers.dense({ units, activation }).apply(trunk) as tf.SymbolicTensor);
  const model = tf.model({ inputs: x, outputs });
  model.compile({ optimizer: 'adam', loss: kind === 'A' ? 'categoricalCrossentropy' : 'meanSquaredError' });
  const batch = kind === 'A' ? 64 : 32;
  const inputs = tf.randomUniform([batch, kind === 'A' ? 784 : 2]);
  const targets = widths.map((units) =>
    kind === 'A' ? tf.oneHot(tf.randomUniform([batch], 0, units, 'int32'), units).toFloat() : tf.randomUniform([batch, units]),
  );
  return meterOf(() => Promise.resolve(model.trainOnBatch(inputs, targets)), 1);
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const kernels = new Uint8Array(readFileSync(resolve(import.meta.dirname, '../public/data', kernelFile)));
const ours = await createWasmExecutor(kernels);
const viaTfjs = await createTfjsExecutor('wasm', 'bench', { threads: 1 });

const models: readonly { name: string; project: Project; steps: number; stock?: 'A' | 'B' }[] = [
  { name: 'A', project: digitsShared(), steps: 32, stock: 'A' },
  { name: 'B', project: modelB(), steps: 1024, stock: 'B' },
  { name: 'CNN', project: digitsCnn(), steps: 4 },
];

for (const { name, project, steps, stock } of models) {
  const program = programOf(project);
  const [wasm, session] = await sessionMeter(ours, program, steps);
  const [tfjs] = await sessionMeter(viaTfjs, program, 1);
  const meters: [string, Meter][] = [
    ['wasm executor', wasm],
    ['tfjs executor, wasm', tfjs],
    ...(stock ? ([['stock trainOnBatch, wasm', await stockMeter(stock)]] as [string, Meter][]) : []),
  ];
  const figures = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [label, meter] of meters) figures.set(label, [...(figures.get(label) ?? []), await meter()]);
  }
  const best = median(figures.get('wasm executor') ?? []);
  for (const [label, numbers] of figures) {
    const rate = median(numbers);
    const words = [
      label.padEnd(26),
      `${rate.toFixed(1)} steps/s`.padEnd(20),
      `${Math.round(rate * program.batchSize)} examples/s`.padEnd(22),
    ];
    console.log(`${name.padEnd(4)} ${words.join(' ')} ${(best / rate).toFixed(1)}×`);
  }
  session.dispose();
}
process.exit(0);
