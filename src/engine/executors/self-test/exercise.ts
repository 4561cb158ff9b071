import { fillControls } from '../../../core/program/controls.ts';
import { initialOptimizer } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';
import type { DataBuffers, Executor, StepBlock } from '../executor.ts';
import { drawInput, type ModelSpec, trainingProgram } from './programs.ts';

type Numbers = ArrayLike<number>;

/** What an executor gave beside what the float64 reference gives. */
export interface Comparison {
  readonly actual: Numbers;
  readonly expected: Numbers;
  /** Largest |actual − expected| / max(1, |expected|) that is in order. */
  readonly tolerance: number;
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
