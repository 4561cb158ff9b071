import { randomKeyLength } from '../../../core/program/counter-random.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { Executor } from '../executor.ts';
import { type Comparison, type Exercise, exercise, train, trainReference } from '../self-test/exercise.ts';
import { cnn, mlp } from '../self-test/models.ts';
import { drawInput, type ModelSpec } from '../self-test/programs.ts';
import { convolutionWindows, embedding, largeEmbedding, optimizerCases } from './models.ts';
import { primitiveCases } from './primitives.ts';
import { primitiveProgram, randomProgram } from './programs.ts';

/** One thing that every executor must do as the reference does. Framework-free, so that it runs in Node and in a browser page alike. */
export interface ConformanceCase {
  readonly name: string;
  /** Largest |actual − expected| / max(1, |expected|) that is in order. */
  readonly tolerance: number;
  /** What an executor makes of it. */
  readonly play: (executor: Executor) => Promise<Numbers>;
  /** What the reference makes of it; computed once. */
  readonly expected: () => Numbers;
  /** What is trained, where something is. */
  readonly task?: () => Exercise;
}

type Numbers = Comparison['actual'];

export const comparedOn = async (executor: Executor, { play, expected, tolerance }: ConformanceCase): Promise<Comparison> => ({
  actual: await play(executor),
  expected: expected(),
  tolerance,
});

/** Finds a value when it is first asked for. */
export function once<T extends object>(find: () => T): () => T {
  let found: T | null = null;
  return () => {
    found ??= find();
    return found;
  };
}

const primitives: ConformanceCase[] = Object.entries(primitiveCases).flatMap(([kind, cases]) =>
  cases.map(({ name, inputs, build, tolerance = 2e-5 }) => {
    const program = once(() => primitiveProgram(inputs, build));
    const feeds = once(() => Object.fromEntries(inputs.map((input, i) => [`in${i}`, drawInput(input, i)])));
    return {
      name: `${kind}: ${name}`,
      tolerance,
      async play(executor) {
        const session = await executor.load(program(), {});
        const { out } = await session.predict(feeds(), 1);
        session.dispose();
        return out ?? [];
      },
      expected: once(() => new ReferenceTrainer(program(), {}).predict(feeds(), 1).out ?? []),
    };
  }),
);

const randomBits: ConformanceCase = {
  name: 'random: the same bits',
  tolerance: 0,
  async play(executor) {
    const session = await executor.load(bits.program(), {});
    const actual = await session.run({ count: 1, controls: bits.controls, rows: bits.rows });
    session.dispose();
    return actual;
  },
  expected: once(() => new ReferenceTrainer(bits.program(), {}).step(bits.controls, bits.rows)),
};

const bits = {
  program: once(() => randomProgram(10_000)),
  controls: Float32Array.from([0, ...Array.from({ length: randomKeyLength }, (_, i) => (i * 1237 + 4090) % 4096)]),
  rows: Int32Array.of(0),
};

/** Differences grow from step to step: after so many, an executor that is a little off shows it. */
const trainedSteps = 200;

function training(name: string, spec: ModelSpec, steps: number, learningRate: number): ConformanceCase {
  const task = once(() => exercise(spec, steps, learningRate));
  return {
    name: `training: ${name}`,
    tolerance: 1e-4,
    play: (executor) => train(executor, task()),
    expected: once(() => trainReference(task())),
    task,
  };
}

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
