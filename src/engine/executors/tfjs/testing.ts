import { compileProject } from '../../../core/compile/compile.ts';
import { signatureOf } from '../../../core/data/registry.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../../../core/program/initialize.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import { rowsPerStep } from '../../../core/program/step-inputs.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { Result } from '../../../core/util/diagnostics.ts';
import { randomStream } from '../../../core/util/random.ts';
import type { DataBuffers, Executor, Session, StepBlock } from '../executor.ts';

export const testSeed = 7;

/** The value of a result that a test expects. */
export function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

/** So many samples are drawn, of which steps see the first 200; those of a larger data set repeat them. */
const drawnSamples = 256;

/**
 * The program of a document. Small batches keep the plain loops of the reference affordable, and so do as few samples as are drawn: where a whole
 * data set is meant, `samples` says so.
 */
export function programOf(document: Project, batchSize: number, samples = drawnSamples): TrainingProgram {
  const project = { ...document, training: { ...document.training, batchSize } };
  const signature = given(signatureOf(project));
  return given(compileProject(project, { ...signature, count: Math.min(samples, signature.count) })).program;
}

/** An array of so many numbers, of which the first `drawn` are drawn one by one and the others repeat them. */
function repeated<A extends Float32Array | Int32Array>(values: A, drawn: number, draw: () => number): A {
  for (let i = 0; i < Math.min(drawn, values.length); i++) values[i] = draw();
  for (let from = drawn; from < values.length; from += drawn) values.copyWithin(from, 0, drawn);
  return values;
}

/** Data of the right shapes: inputs in [0, 1), labels that every task knows, and a share of the labels present. */
export function randomData(program: TrainingProgram, labelled: number): DataBuffers {
  return Object.fromEntries(
    program.data.map(({ name, shape, dtype }) => {
      const random = randomStream(testSeed, name);
      const drawn = drawnSamples * sizeOf(shape.slice(1));
      const length = sizeOf(shape);
      if (dtype === 'i32') return [name, repeated(new Int32Array(length), drawn, () => random.int(5))];
      const values = new Float32Array(length);
      if (name.startsWith('input:')) return [name, repeated(values, drawn, () => random.next())];
      if (name.startsWith('mask:')) return [name, repeated(values, drawn, () => (random.next() < labelled ? 1 : 0))];
      return [name, repeated(values, drawn, () => random.int(2))];
    }),
  );
}

/** Steps on random rows, with task weights 1, 1.5, 2, … */
export function blockOf(program: TrainingProgram, steps: number, learningRate = 1e-3): StepBlock {
  const { size } = program.controls;
  const controls = new Float32Array(steps * size);
  const taskWeights = program.tasks.map((_, task) => 1 + 0.5 * task);
  for (let i = 0; i < steps; i++)
    fillControls(program, { step: i + 1, learningRate, taskWeights, seed: testSeed }, controls, i * size);
  const random = randomStream(testSeed, 'rows');
  return { count: steps, controls, rows: Int32Array.from({ length: steps * rowsPerStep(program) }, () => random.int(200)) };
}

/** A session at step 0. */
export async function freshSession(executor: Executor, program: TrainingProgram, data: DataBuffers): Promise<Session> {
  const session = await executor.load(program, data);
  await session.write('parameters', initialParameters(program, testSeed));
  await session.write('state', initialState(program));
  await session.write('optimizer', initialOptimizer(program));
  return session;
}
