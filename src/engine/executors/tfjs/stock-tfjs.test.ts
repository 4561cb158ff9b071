import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { initialParameters } from '../../../core/program/initialize.ts';
import type { OptimizerSettings } from '../../../core/program/optimizers/registry.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import type { ParameterInfo, TrainingProgram } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { DataBuffers } from '../executor.ts';
import { exercise } from '../self-test/exercise.ts';
import type { ModelSpec } from '../self-test/programs.ts';
import { blockOf, freshSession, programOf, randomData, testSeed } from './testing.ts';
import { createTfjsExecutor } from './tfjs-executor.ts';

type Variables = (name: string) => tf.Variable;

const weighted = (digit: tf.Tensor, group: tf.Tensor, data: DataBuffers, rows: Int32Array): tf.Scalar => {
  const loss = (logits: tf.Tensor, task: string, classes: number): tf.Scalar => {
    const labels = tf.gather(tf.tensor1d(data[`target:${task}`] ?? [], 'int32'), tf.tensor1d(rows, 'int32'));
    return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, classes), logits).asScalar();
  };
  return tf.add(loss(digit, 'digit', 10), tf.mul(loss(group, 'group', 5), 1.5)).asScalar();
};

const dense = (x: tf.Tensor, node: string, of: Variables): tf.Tensor =>
  tf.add(tf.matMul(x, of(`${node}/kernel`)), of(`${node}/bias`));

function convolution(x: tf.Tensor4D, node: string, of: Variables, kernelShape: [number, number, number, number]): tf.Tensor4D {
  const kernel = tf.reshape<tf.Rank.R4>(of(`${node}/kernel`), kernelShape);
  const convolved = tf.conv2d(x, kernel, 1, 'same');
  return tf.maxPool(tf.relu<tf.Tensor4D>(tf.add(convolved, of(`${node}/bias`))), 2, 2, 'valid');
}

/** The presets as anybody would write them in tfjs: images [B, 28, 28, 1] to the logits of both tasks. */
type StockModel = (images: tf.Tensor4D, of: Variables) => [digit: tf.Tensor, group: tf.Tensor];

const stockModels: Readonly<Record<'digits-shared' | 'digits-cnn', StockModel>> = {
  'digits-shared'(images, of) {
    const hidden = tf.relu(dense(images.reshape([-1, 784]), 'shared', of));
    return [dense(hidden, 'digit-logits', of), dense(hidden, 'group-logits', of)];
  },
  'digits-cnn'(images, of) {
    const first = convolution(images, 'conv-1', of, [3, 3, 1, 8]);
    const second = convolution(first, 'conv-2', of, [3, 3, 8, 16]);
    const hidden = tf.relu(dense(second.reshape([-1, 784]), 'shared', of));
    return [dense(hidden, 'digit-logits', of), dense(hidden, 'group-logits', of)];
  },
};

/** The gradient of the weighted loss by tf.variableGrads on the cpu backend, flat and in the program's order. */
async function stockGradient(
  program: TrainingProgram,
  data: DataBuffers,
  rows: Int32Array,
  model: keyof typeof stockModels,
): Promise<number[]> {
  await tf.setBackend('cpu');
  const values = initialParameters(program, testSeed);
  const variable = ({ offset, size, shape }: ParameterInfo): tf.Variable =>
    tf.variable(tf.tensor(values.slice(offset, offset + size), [...shape]));
  const variables = new Map(program.parameters.map((view) => [view.name, variable(view)]));
  const of: Variables = (name) =>
    at(
      [...variables].filter(([key]) => key === name).map(([, value]) => value),
      0,
    );
  const pixels = data['input:image'] ?? new Float32Array(0);
  const { value, grads } = tf.variableGrads(() => {
    const images = tf.gather(tf.tensor(pixels, [pixels.length / 784, 28, 28, 1]), tf.tensor1d(rows, 'int32'));
    const [digit, group] = stockModels[model](tf.reshape<tf.Rank.R4>(images, [-1, 28, 28, 1]), of);
    return weighted(digit, group, data, rows);
  });
  value.dispose();
  return [...variables.values()].flatMap((made) => [...(grads[made.name]?.dataSync() ?? [])]);
}

describe.each(['digits-shared', 'digits-cnn'] as const)('the gradient of preset %s', (id) => {
  const preset = at(
    presets.filter((item) => item.id === id),
    0,
  );
  const document = preset.project();
  // The first momentum of a run is the gradient itself.
  const optimizer = { kind: 'momentum', momentum: 0.9, nesterov: false } as const;
  const program = programOf({ ...document, training: { ...document.training, optimizer } }, 16);
  const data = randomData(program, 1);
  const block = blockOf(program, 1);

  test.each(['cpu', 'wasm'] as const)('on %s is that of tf.variableGrads within 1e-5', async (backend) => {
    const expected = await stockGradient(program, data, block.rows, id);
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    const session = await freshSession(executor, program, data);
    await session.run(block);
    const gradient = await session.read('optimizer');
    executor.dispose();
    expect(gradient).toHaveLength(expected.length);
    const largest = expected.reduce((found, value) => Math.max(found, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(1e-3);
    const worst = expected.reduce((found, value, i) => Math.max(found, Math.abs(value - at(gradient, i))), 0);
    expect(worst / largest).toBeLessThan(1e-5);
  });
});

/** ½ Σ (w − x)² over one row: every coordinate has its own path, and the gradient is known without any model. */
const bowl = (optimizer: OptimizerSettings): ModelSpec => ({
  batch: 1,
  data: [{ name: 'x', input: { shape: [40, 30], values: 'reals' } }],
  parameters: [[30]],
  optimizer: updateOf(optimizer),
  loss: (b, [x], [w]) =>
    b.scale(b.sum(b.unary('square', b.sub(b.reshape(at(w ? [w] : [], 0), [1, 30]), at(x ? [x] : [], 0)))), 0.5),
});

const rate = 0.05;
const stockOptimizers: readonly [OptimizerSettings, () => tf.Optimizer][] = [
  [{ kind: 'sgd' }, () => tf.train.sgd(rate)],
  [{ kind: 'momentum', momentum: 0.9, nesterov: false }, () => tf.train.momentum(rate, 0.9)],
  [{ kind: 'momentum', momentum: 0.9, nesterov: true }, () => tf.train.momentum(rate, 0.9, true)],
  [{ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, () => tf.train.adam(rate, 0.9, 0.999, 1e-7)],
  [{ kind: 'rmsprop', decay: 0.9, epsilon: 1e-7 }, () => tf.train.rmsprop(rate, 0.9, 0, 1e-7)],
  [{ kind: 'adagrad', epsilon: 1e-7, initialAccumulator: 0.1 }, () => tf.train.adagrad(rate, 0.1)],
];

describe.each(stockOptimizers)('50 steps with %j', (spec, makeStock) => {
  const { program, data, parameters, optimizer, block } = exercise(bowl(spec), 50, rate);
  const controls = block.controls.map((value, i) => (i % program.controls.size === program.controls.taskWeights ? 1 : value));

  test.each(['cpu', 'wasm'] as const)('on %s give the parameters that the optimiser of tfjs gives', async (backend) => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    const session = await executor.load(program, data);
    await session.write('parameters', parameters);
    await session.write('optimizer', optimizer);
    await session.run({ ...block, controls });
    const actual = await session.read('parameters');
    executor.dispose();

    await tf.setBackend('cpu');
    const w = tf.variable(tf.tensor1d(parameters));
    const stock = makeStock();
    const targets = tf.tensor2d(data.x ?? [], [40, 30]);
    for (const row of block.rows)
      stock.minimize(() =>
        tf
          .sub(w, targets.slice([row, 0], [1, 30]).flatten())
          .square()
          .sum()
          .mul(0.5)
          .asScalar(),
      );
    w.dataSync().forEach((value, i) => {
      expect(Math.abs(value - at(actual, i))).toBeLessThan(2e-5);
    });
    expect(Math.abs(at(actual, 0) - at(parameters, 0))).toBeGreaterThan(1e-3);
  });
});
