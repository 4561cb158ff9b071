import { randomKeyLength } from '../../../core/program/counter-random.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { Executor } from '../executor.ts';
import { type Comparison, exercise, train, trainReference } from '../self-test/exercise.ts';
import { cnn, mlp } from '../self-test/models.ts';
import { drawInput, type ModelSpec } from '../self-test/programs.ts';
import { convolutionWindows, embedding, largeEmbedding, optimizerCases } from './models.ts';
import { primitiveCases } from './primitives.ts';
import { primitiveProgram, randomProgram } from './programs.ts';

/** One thing that every executor must do as the reference does. Framework-free, so that it runs in Node and in a browser page alike. */
export interface ConformanceCase {
  readonly name: string;
  readonly compare: (executor: Executor) => Promise<Comparison>;
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
    const controls = Float32Array.from([0, ...Array.from({ length: randomKeyLength }, (_, i) => (i * 1237 + 4090) % 4096)]);
    const rows = Int32Array.of(0);
    const session = await executor.load(program, {});
    const actual = await session.run({ count: 1, controls, rows });
    session.dispose();
    return { actual, expected: new ReferenceTrainer(program, {}).step(controls, rows), tolerance: 0 };
  },
};

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
  ...optimizerCases.map(({ name, optimizer }) => training(`MLP with ${name}`, mlp(optimizer), trainedSteps, 0.01)),
  training('MLP with clipped gradients', mlp(updateOf({ kind: 'sgd' }), 0.5), trainedSteps, 0.1),
  ...Object.entries(convolutionWindows).map(([name, window]) => training(`CNN, ${name}`, cnn(window), 10, 0.1)),
  training('embedding', embedding, trainedSteps, 0.5),
  training('embedding of many words', largeEmbedding, 20, 0.5),
];
