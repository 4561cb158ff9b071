import { ProgramBuilder, type Tensor } from '../../../core/program/builder.ts';
import { randomKeyLength } from '../../../core/program/counter-random.ts';
import { gradients } from '../../../core/program/differentiate.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { DType, OptimizerUpdate, ParameterInfo, Program, Shape, TrainingProgram } from '../../../core/program/types.ts';
import { noUpdate } from '../../../core/program/update/rule.ts';
import { randomStream } from '../../../core/util/random.ts';

/** An input of a program under test: [shape], drawn as `values` says. */
export interface InputSpec {
  readonly shape: Shape;
  /** Reals in [−2, 2]; reals in [0.25, 2.25]; the integers −2 … 2 as f32 (so that ties happen); or ids 0 … n−1 as i32. */
  readonly values: 'reals' | 'positive' | 'ties' | { readonly ids: number };
}

export const dtypeOf = ({ values }: InputSpec): DType => (typeof values === 'object' ? 'i32' : 'f32');

/** The numbers of an input, the same at every call. */
export function drawInput({ shape, values }: InputSpec, index: number): Float32Array | Int32Array {
  const random = randomStream(17, 'conformance', index, shape.join());
  const count = sizeOf(shape);
  if (typeof values === 'object') return Int32Array.from({ length: count }, () => random.int(values.ids));
  return Float32Array.from({ length: count }, () => {
    if (values === 'ties') return random.int(5) - 2;
    return values === 'positive' ? 0.25 + 2 * random.next() : 4 * random.next() - 2;
  });
}

/** A program that computes nothing. */
export const nothing: Program = { values: [], ops: [], outputs: {}, stateWrites: [] };

/** A training program that does nothing, to be filled in. */
export const emptyTraining: TrainingProgram = {
  parameters: [],
  parameterCount: 0,
  trainableCount: 0,
  states: [],
  stateCount: 0,
  data: [],
  controls: { size: 1, learningRate: 0, stepScalars: 1, taskWeights: 1, randomKeys: [] },
  tasks: [],
  batchSize: 1,
  step: { ...nothing, outputs: {} },
  gradients: [],
  update: noUpdate,
  gramian: null,
  evaluate: nothing,
  evaluateBatchSize: 1,
  predict: nothing,
  predictBatchSize: 1,
};

/** What a small model under training is made of. */
export interface ModelSpec {
  readonly batch: number;
  /** Tensors of `samples` rows that stay on the device; the batch is gathered from them. */
  readonly data: readonly { readonly name: string; readonly input: InputSpec }[];
  readonly parameters: readonly Shape[];
  /** How many of the parameters, from the first, are trained; all by default. */
  readonly trained?: number;
  /** Gives the loss, a scalar. `random` gives a key of a stream. */
  readonly loss: (b: ProgramBuilder, batch: Tensor[], parameters: Tensor[], key: Tensor) => Tensor;
  /** Gradient descent by default. */
  readonly optimizer?: OptimizerUpdate;
  readonly clipNorm?: number;
}

/** A training program of one task, made of a loss function and its gradients. Control row: rate, the optimiser's numbers, weight, a random key. */
export function trainingProgram(spec: ModelSpec): TrainingProgram {
  const optimizer = spec.optimizer ?? updateOf({ kind: 'sgd' });
  const weightAt = 1 + optimizer.rule.stepScalars.length;
  const keyAt = weightAt + 1;
  const b = new ProgramBuilder();
  const rows = b.source({ kind: 'rows' }, [spec.batch], 'i32');
  const batch = spec.data.map(({ name, input }) => b.gather(b.source({ kind: 'data', name }, input.shape, dtypeOf(input)), rows));
  const trained = spec.trained ?? spec.parameters.length;
  const parameters: ParameterInfo[] = [];
  for (const [index, shape] of spec.parameters.entries()) {
    const offset = parameters.reduce((sum, parameter) => sum + parameter.size, 0);
    const size = sizeOf(shape);
    const names = { name: `n/p${index}`, node: 'n', parameter: `p${index}` };
    parameters.push({ ...names, shape, offset, size, initializer: { kind: 'zeros' }, trainable: index < trained });
  }
  const values = parameters.map(({ shape }, index) => b.source({ kind: 'parameter', index }, shape));
  const key = b.source({ kind: 'control', offset: keyAt }, [randomKeyLength]);
  const loss = spec.loss(b, batch, values, key);
  const weight = b.source({ kind: 'control', offset: weightAt }, []);
  const found = gradients(b, b.mul(loss, weight), values.slice(0, trained));
  b.output('losses', b.reshape(loss, [1]));
  return {
    ...emptyTraining,
    parameters,
    parameterCount: parameters.reduce((sum, { size }) => sum + size, 0),
    trainableCount: parameters.slice(0, trained).reduce((sum, { size }) => sum + size, 0),
    data: spec.data.map(({ name, input }) => ({ name, shape: input.shape, dtype: dtypeOf(input) })),
    controls: {
      size: keyAt + randomKeyLength,
      learningRate: 0,
      stepScalars: 1,
      taskWeights: weightAt,
      randomKeys: [{ stream: 's', offset: keyAt }],
    },
    tasks: [{ id: 't', output: 'output:t', loss: 'loss:t' }],
    batchSize: spec.batch,
    step: b.build(),
    gradients: found.map((gradient) => gradient?.id ?? null),
    update: { ...optimizer, clipNorm: spec.clipNorm ?? null },
  };
}
