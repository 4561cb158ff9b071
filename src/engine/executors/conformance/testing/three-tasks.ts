import { compileProject } from '../../../../core/compile/compile.ts';
import { learningRateAt } from '../../../../core/compile/schedule.ts';
import { head, input, layer, sketch, task, wires } from '../../../../core/presets/sketch.ts';
import { fillControls } from '../../../../core/program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../../../../core/program/initialize.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
import { defaults } from '../../../../core/project/defaults.ts';
import type { Balancing, Project } from '../../../../core/project/schema.ts';
import type { DataSignature } from '../../../../core/project/signature.ts';
import type { TargetInfo } from '../../../../core/tasks/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { randomStream } from '../../../../core/util/random.ts';
import { given } from '../../../formats/testing.ts';
import type { DataBuffers, Executor } from '../../executor.ts';
import { type Outcome, type Stepped, takeSteps } from './stepped.ts';

export const steps = 50;
export const stepsPerEpoch = 6;
export const learningRate = 0.05;
export const seed = 11;
/** λ, not all alike. */
export const lambda = [1, 1.5, 0.5];

const title = { en: 'target', 'zh-CN': '目标' };
const targets: readonly TargetInfo[] = [
  { id: 'class', title, format: 'class', classes: ['p', 'q', 'r'] },
  { id: 'one', title, format: 'values', size: 1 },
  { id: 'two', title, format: 'values', size: 2 },
];
export const signature: DataSignature = { inputs: [{ id: 'x', shape: [3], dtype: 'f32' }], targets, count: 60 };

/** What a document says of balancing beside method and parameters. */
export type Switches = Omit<Balancing, 'method' | 'parameters'>;

/**
 * Three tasks that share a layer of 4 units; labels are random, so that gradients often oppose each other. Plain gradient descent. With `upper` two of
 * them, which are no neighbours, share a second layer of 3.
 */
export const documentOf = (
  method: string,
  parameters: Record<string, unknown> = {},
  { switches = {}, upper = false }: { readonly switches?: Switches; readonly upper?: boolean } = {},
): Project =>
  sketch({
    name: 'three tasks',
    data: { dataset: 'toys' },
    tasks: [task('class', 'classification', 'Class'), task('one', 'regression', 'One'), task('two', 'regression', 'Two')],
    nodes: [
      input('x', 0, 0),
      layer('dense', 'trunk', 1, 0, { units: 4, activation: 'tanh' }),
      ...(upper ? [layer('dense', 'upper', 1, 1, { units: 3, activation: 'tanh' })] : []),
      ...targets.flatMap(({ id }, i) => [layer('dense', `${id}-logits`, 2, i, { units: at([3, 1, 2], i) }), head(id, 3, i)]),
    ],
    edges: wires(
      ...targets.map(({ id }) => ['x', 'trunk', ...(upper && id !== 'one' ? ['upper'] : []), `${id}-logits`, `${id}-head`]),
    ),
    training: {
      ...defaults.training(),
      optimizer: { kind: 'sgd' },
      learningRate,
      batchSize: 6,
      balancing: { method, parameters, ...switches },
    },
  });

export function dataFor({ data }: TrainingProgram): DataBuffers {
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

export function controlsOf(program: TrainingProgram, taskWeights: readonly number[], count = steps): Float32Array {
  const { size } = program.controls;
  const controls = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const rate = learningRateAt({ learningRate, schedule: { kind: 'constant' }, epochs: 1 }, i + 1, stepsPerEpoch);
    fillControls(program, { step: i + 1, learningRate: rate, taskWeights, seed }, controls, i * size);
  }
  return controls;
}

/** Rows of every step: those of its own batch, and of the further ones that it reads; the batch before is that of the step before. */
export function rowsOf({ batchSize, furtherBatches = [] }: TrainingProgram, count = steps): Int32Array {
  const drawn = ['own', ...furtherBatches].map((kind, k) => {
    const random = randomStream(seed, kind === 'own' ? 'rows' : `rows ${k}`);
    return Int32Array.from({ length: count * batchSize }, () => random.int(60));
  });
  const own = at(drawn, 0);
  return Int32Array.from(
    Array.from({ length: count }, (_, step) =>
      ['own', ...furtherBatches].map((kind, k) => {
        const [from, first] = kind === 'previous' ? [own, Math.max(0, step - 1)] : [at(drawn, k), step];
        return Array.from(from.subarray(first * batchSize, (first + 1) * batchSize));
      }),
    ).flat(2),
  );
}

export const withStepper = (executor: Executor, method: string, settings: Record<string, unknown> = {}): Promise<Outcome> =>
  steppedBy(executor, documentOf(method, settings));

/** So many steps of a document's method, from its own start. */
export function stepsOf(document: Project, count = steps): Stepped {
  const { program } = given(compileProject(document, signature));
  return {
    program,
    data: dataFor(program),
    parameters: initialParameters(program, seed),
    optimizer: initialOptimizer(program),
    state: initialState(program),
    controls: controlsOf(program, lambda, count),
    rows: rowsOf(program, count),
    seed,
    stepsPerEpoch,
    balancing: document.training.balancing,
  };
}

export const steppedBy = (executor: Executor, document: Project): Promise<Outcome> => takeSteps(executor, stepsOf(document));
