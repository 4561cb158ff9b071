import { beforeAll, describe, expect, test } from 'vitest';
import { explicitPcgrad } from '../../../core/balancing/testing/explicit.ts';
import { compileProject } from '../../../core/compile/compile.ts';
import { learningRateAt } from '../../../core/compile/schedule.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { DataSignature } from '../../../core/project/signature.ts';
import type { TargetInfo } from '../../../core/tasks/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { permutation, randomStream } from '../../../core/util/random.ts';
import { given } from '../../formats/testing.ts';
import { createStepper } from '../../stepping/stepper.ts';
import type { DataBuffers, Executor } from '../executor.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { entrants } from './testing/entrants.ts';

const steps = 50;
const stepsPerEpoch = 6;
const learningRate = 0.05;
const seed = 11;
/** λ, not all alike. */
const lambda = [1, 1.5, 0.5];

const title = { en: 'target', 'zh-CN': '目标' };
const targets: readonly TargetInfo[] = [
  { id: 'class', title, format: 'class', classes: ['p', 'q', 'r'] },
  { id: 'one', title, format: 'values', size: 1 },
  { id: 'two', title, format: 'values', size: 2 },
];
const signature: DataSignature = { inputs: [{ id: 'x', shape: [3], dtype: 'f32' }], targets, count: 60 };

/** Three tasks that share a layer of 4 units; labels are random, so that gradients often oppose each other. Plain gradient descent. */
const documentOf = (method: string): Project =>
  sketch({
    name: 'three tasks',
    data: { dataset: 'toys' },
    tasks: [task('class', 'classification', 'Class'), task('one', 'regression', 'One'), task('two', 'regression', 'Two')],
    nodes: [
      input('x', 0, 0),
      layer('dense', 'trunk', 1, 0, { units: 4, activation: 'tanh' }),
      ...targets.flatMap(({ id }, i) => [layer('dense', `${id}-logits`, 2, i, { units: at([3, 1, 2], i) }), head(id, 3, i)]),
    ],
    edges: wires(...targets.map(({ id }) => ['x', 'trunk', `${id}-logits`, `${id}-head`])),
    training: {
      ...defaults.training(),
      optimizer: { kind: 'sgd' },
      learningRate,
      batchSize: 6,
      balancing: defaults.balancing(method),
    },
  });

function dataFor({ data }: TrainingProgram): DataBuffers {
  return Object.fromEntries(
    data.map(({ name, shape, dtype }) => {
      const random = randomStream(seed, name);
      const length = shape.reduce((product, extent) => product * extent, 1);
      if (dtype === 'i32') return [name, Int32Array.from({ length }, () => random.int(3))];
      // Every seventh label is missing.
      if (name.startsWith('mask:')) return [name, Float32Array.from({ length }, (_, i) => (i % 7 === 3 ? 0 : 1))];
      return [name, Float32Array.from({ length }, () => random.normal())];
    }),
  );
}

function controlsOf(program: TrainingProgram, taskWeights: readonly number[]): Float32Array {
  const { size } = program.controls;
  const controls = new Float32Array(steps * size);
  for (let i = 0; i < steps; i++) {
    const rate = learningRateAt({ learningRate, schedule: { kind: 'constant' }, epochs: 1 }, i + 1, stepsPerEpoch);
    fillControls(program, { step: i + 1, learningRate: rate, taskWeights, seed }, controls, i * size);
  }
  return controls;
}

const rowsOf = ({ batchSize }: TrainingProgram): Int32Array => {
  const random = randomStream(seed, 'rows');
  return Int32Array.from({ length: steps * batchSize }, () => random.int(60));
};

interface Outcome {
  readonly losses: number[];
  readonly parameters: number[];
}

/**
 * Gradient descent as it is written in the papers, in float64: the gradient of each task alone from a pass of its own, the rule on these
 * vectors, θ −= η·d. The trunk's parameters stand first; those of a head have a gradient from their own task alone.
 */
function independently(method: string): Outcome {
  const program = given(compileProject(documentOf('equal'), signature)).program;
  const trainer = new ReferenceTrainer(program, dataFor(program));
  trainer.parameters.set(initialParameters(program, seed));
  const trunk = program.parameters.filter(({ node }) => node === 'trunk').reduce((sum, { size }) => sum + size, 0);
  const alone = lambda.map((_, t) =>
    controlsOf(
      program,
      lambda.map((__, k) => (k === t ? 1 : 0)),
    ).subarray(0, program.controls.size),
  );
  const rows = rowsOf(program);
  const losses: number[][] = [];
  const epochMean = (epoch: number, t: number): number =>
    losses.slice(epoch * stepsPerEpoch, (epoch + 1) * stepsPerEpoch).reduce((sum, row) => sum + at(row, t), 0) / stepsPerEpoch;
  for (let step = 0; step < steps; step++) {
    const batch = rows.subarray(step * program.batchSize, (step + 1) * program.batchSize);
    const gradients = alone.map((controls) => [...trainer.gradient(controls, batch)]);
    // Losses of this step: what a step of rate 0 says.
    const before = trainer.parameters.slice();
    const still = Float32Array.from(at(alone, 0));
    still[program.controls.learningRate] = 0;
    losses.push([...trainer.step(still, batch)]);
    trainer.parameters.set(before);
    const epoch = Math.floor(step / stepsPerEpoch);
    const ratios = lambda.map((_, t) => (epoch < 2 ? 1 : epochMean(epoch - 1, t) / epochMean(epoch - 2, t)));
    const powers = ratios.map((ratio) => Math.exp(ratio / 2));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const weights = lambda.map((own, t) => (method === 'dwa' ? (own * lambda.length * at(powers, t)) / total : own));
    const scaled = gradients.map((gradient, t) => gradient.map((value) => at(weights, t) * value));
    const random = randomStream(seed, 'balancing', 'pcgrad', step + 1);
    const orders = scaled.map(() => permutation(scaled.length, random));
    const shared =
      method === 'pcgrad'
        ? explicitPcgrad(
            scaled.map((gradient) => gradient.slice(0, trunk)),
            orders,
          )
        : null;
    trainer.parameters.forEach((value, k) => {
      const sum = shared && k < trunk ? at(shared, k) : scaled.reduce((all, gradient) => all + at(gradient, k), 0);
      trainer.parameters[k] = value - learningRate * sum;
    });
  }
  return { losses: losses.flat(), parameters: [...trainer.parameters] };
}

async function withStepper(executor: Executor, method: string): Promise<Outcome> {
  const { program } = given(compileProject(documentOf(method), signature));
  const session = await executor.load(program, dataFor(program));
  await session.write('parameters', initialParameters(program, seed));
  await session.write('optimizer', initialOptimizer(program));
  await session.write('state', initialState(program));
  const stepper = createStepper({ program, session, seed, stepsPerEpoch, balancing: () => defaults.balancing(method) });
  const { size } = program.controls;
  const [controls, rows] = [controlsOf(program, lambda), rowsOf(program)];
  const losses: number[] = [];
  // Blocks that end in the middle of epochs, two under way at a time.
  const blocks = [1, 7, 12, 10, 20].map((count, i, all) => {
    const start = all.slice(0, i).reduce((sum, each) => sum + each, 0);
    return stepper.step({
      firstStep: start + 1,
      count,
      controls: controls.slice(start * size, (start + count) * size),
      rows: rows.slice(start * program.batchSize, (start + count) * program.batchSize),
    });
  });
  for (const stepped of await Promise.all(blocks)) losses.push(...stepped.losses);
  const { parameters } = await stepper.read();
  session.dispose();
  return { losses, parameters: [...parameters] };
}

describe.each(['equal', 'dwa', 'pcgrad'])(`${steps} steps balanced by %s`, (method) => {
  let expected: Outcome;
  let float64: Outcome;
  beforeAll(async () => {
    expected = independently(method);
    float64 = await withStepper(createReferenceExecutor(), method);
  });

  const differences = (actual: Outcome, right: Outcome): number =>
    Math.max(
      worstDifference({ actual: actual.losses, expected: right.losses, tolerance: 0 }),
      worstDifference({ actual: actual.parameters, expected: right.parameters, tolerance: 0 }),
    );

  test('are what the papers say, task by task and vector by vector, in float64', () => {
    expect(float64.losses.length).toBe(steps * lambda.length);
    expect(differences(float64, expected)).toBeLessThan(2e-6);
  });

  test.each(entrants.map((entrant) => [entrant.name, entrant] as const))('%s', async (_, { create, tolerance }) => {
    const executor = await create();
    const actual = await withStepper(executor, method);
    executor.dispose();
    expect(differences(actual, float64)).toBeLessThan(tolerance);
  });
});

test('the three methods part: each of them does something', () => {
  const [equal, dwa, pcgrad] = ['equal', 'dwa', 'pcgrad'].map((method) => independently(method).losses.at(-1));
  expect(new Set([equal, dwa, pcgrad]).size).toBe(3);
});
