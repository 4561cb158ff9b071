import { fillControls } from '../../../core/program/controls.ts';
import { randomKeyLength } from '../../../core/program/counter-random.ts';
import { initialOptimizer } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';
import type { DataBuffers, Executor, StepBlock } from '../executor.ts';
import { cnn, convolutionWindows, embedding, largeEmbedding, mlp, optimizers } from './models.ts';
import { primitiveCases } from './primitives.ts';
import { drawInput, type ModelSpec, primitiveProgram, randomProgram, trainingProgram } from './programs.ts';

type Numbers = ArrayLike<number>;

/** What an executor gave beside what the float64 reference gives. */
export interface Comparison {
  readonly actual: Numbers;
  readonly expected: Numbers;
  /** Largest |actual − expected| / max(1, |expected|) that is in order. */
  readonly tolerance: number;
}

/** One thing that every executor must do as the reference does. Framework-free, so that it runs in Node and in a browser page alike. */
export interface ConformanceCase {
  readonly name: string;
  readonly compare: (executor: Executor) => Promise<Comparison>;
}

/** The largest relative difference (absolute below 1); infinite where lengths differ or one is not a number. */
export function worstDifference({ actual, expected }: Comparison): number {
  if (actual.length !== expected.length || expected.length === 0) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(at(actual, i) - at(expected, i)) / Math.max(1, Math.abs(at(expected, i)));
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return worst;
}

const primitives: ConformanceCase[] = Object.entries(primitiveCases).flatMap(([kind, cases]) =>
  cases.map(({ name, inputs, build, tolerance = 2e-5 }) => ({
    name: `${kind}: ${name}`,
    async compare(executor) {
      const program = primitiveProgram(inputs, build);
      const feeds = Object.fromEntries(inputs.map((input, i) => [`in${i}`, drawInput(input, i)]));
      const session = await executor.load(program, {});
      const actual = (await session.predict(feeds, 1)).out ?? [];
      session.dispose();
      const expected = new ReferenceTrainer(program, {}).predict(feeds, 1).out ?? [];
      return { actual, expected, tolerance };
    },
  })),
);

const randomBits: ConformanceCase = {
  name: 'random: the same bits',
  async compare(executor) {
    const program = randomProgram(10_000);
    const controls = Float32Array.from([0, 1, 1, ...Array.from({ length: randomKeyLength }, (_, i) => (i * 1237 + 4090) % 4096)]);
    const rows = Int32Array.of(0);
    const session = await executor.load(program, {});
    const actual = await session.run({ count: 1, controls, rows });
    session.dispose();
    return { actual, expected: new ReferenceTrainer(program, {}).step(controls, rows), tolerance: 0 };
  },
};

/** A model ready to be trained: its program, its data, where it starts and the steps to run. */
export interface Exercise {
  readonly program: TrainingProgram;
  readonly data: DataBuffers;
  readonly parameters: Float32Array;
  readonly optimizer: Float32Array;
  readonly block: StepBlock;
}

export function exercise(spec: ModelSpec, steps: number, learningRate: number): Exercise {
  const program = trainingProgram(spec);
  const random = randomStream(5, 'exercise');
  const controls = new Float32Array(steps * program.controls.size);
  for (let i = 0; i < steps; i++) {
    fillControls(program, { step: i + 1, learningRate, taskWeights: [1.5], seed: 3 }, controls, i * program.controls.size);
  }
  return {
    program,
    data: Object.fromEntries(spec.data.map(({ name, input }, i) => [name, drawInput(input, i)])),
    parameters: Float32Array.from({ length: program.parameterCount }, () => 0.6 * random.normal()),
    optimizer: initialOptimizer(program),
    block: { count: steps, controls, rows: Int32Array.from({ length: steps * program.batchSize }, () => random.int(40)) },
  };
}

/** Losses of every step, then all parameters and the optimiser's numbers after the last. */
export async function train(executor: Executor, { program, data, parameters, optimizer, block }: Exercise): Promise<number[]> {
  const session = await executor.load(program, data);
  await session.write('parameters', parameters);
  await session.write('optimizer', optimizer);
  const results = await Promise.all([session.run(block), session.read('parameters'), session.read('optimizer')]);
  session.dispose();
  return results.flatMap((numbers) => [...numbers]);
}

/** The same from the float64 reference. */
export function trainReference({ program, data, parameters, optimizer, block }: Exercise): number[] {
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(parameters);
  trainer.optimizer.set(optimizer);
  const { size } = program.controls;
  const losses = Array.from({ length: block.count }, (_, i) => {
    const rows = block.rows.subarray(i * program.batchSize, (i + 1) * program.batchSize);
    return [...trainer.step(block.controls.subarray(i * size, (i + 1) * size), rows)];
  });
  return [...losses.flat(), ...trainer.parameters, ...trainer.optimizer];
}

/** Differences grow from step to step: after so many, an executor that is a little off shows it. */
const trainedSteps = 200;

const training = (name: string, spec: ModelSpec, steps: number, learningRate: number): ConformanceCase => ({
  name: `training: ${name}`,
  async compare(executor) {
    const task = exercise(spec, steps, learningRate);
    return { actual: await train(executor, task), expected: trainReference(task), tolerance: 1e-4 };
  },
});

/** Every case of the suite: primitives one by one, random numbers bit for bit, and small models trained with each optimiser. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...primitives,
  randomBits,
  ...optimizers.map((optimizer) =>
    training(
      `MLP with ${optimizer.kind}${'nesterov' in optimizer && optimizer.nesterov ? ' (Nesterov)' : ''}`,
      mlp(optimizer),
      trainedSteps,
      0.01,
    ),
  ),
  training('MLP with clipped gradients', mlp({ kind: 'sgd' }, 0.5), trainedSteps, 0.1),
  ...Object.entries(convolutionWindows).map(([name, window]) => training(`CNN, ${name}`, cnn(window), 10, 0.1)),
  training('embedding', embedding, trainedSteps, 0.5),
  training('embedding of many words', largeEmbedding, 20, 0.5),
];
