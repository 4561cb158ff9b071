import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../core/data/types.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { GraphNode, Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';
import type { Executor, Session } from '../../executors/executor.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { createTfjsExecutor } from '../../executors/tfjs/tfjs-executor.ts';
import { kernelBytes } from '../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../executors/wasm/wasm-executor.ts';
import { createBatches } from '../batches.ts';
import { takeNumbers } from '../evaluate.ts';
import type { PreparedRun } from '../prepare.ts';
import { preparedFor } from '../testing/prepared.ts';
import { BatchLook } from './batch-look.ts';

const [count, batchSize, tokens, words] = [40, 5, 6, 7];
const random = randomStream(3, 'against tfjs');
const normal = (size: number): Float32Array => Float32Array.from({ length: size }, () => random.normal());
/** Texts of 1 to `tokens` tokens, then padding. */
const texts = Int32Array.from({ length: count * tokens }, (_, i) =>
  i % tokens <= Math.floor(i / tokens) % tokens ? 1 + random.int(words - 1) : 0,
);
const full = texts.map((id) => Math.max(1, id));

const dataset: Dataset = {
  signature: {
    inputs: [
      { id: 'x', shape: [6], dtype: 'f32' },
      { id: 'image', shape: [6, 6, 2], dtype: 'f32' },
      { id: 'text', shape: [tokens], dtype: 'i32', vocabulary: words },
      { id: 'full', shape: [tokens], dtype: 'i32', vocabulary: words },
    ],
    targets: [
      { id: 'class', title: { en: 'class', 'zh-CN': '类别' }, format: 'class', classes: ['p', 'q', 'r'] },
      { id: 'values', title: { en: 'values', 'zh-CN': '数值' }, format: 'values', size: 2 },
    ],
    count,
  },
  inputs: { x: normal(6 * count), image: normal(72 * count), text: texts, full },
  targets: { class: Int32Array.from({ length: count }, () => random.int(3)), values: normal(2 * count) },
};

type Of = (name: string) => tf.Tensor;
interface Batch {
  readonly x: tf.Tensor2D;
  readonly image: tf.Tensor4D;
  readonly text: tf.Tensor2D;
  readonly full: tf.Tensor2D;
}
/** A document as anybody would write it in tfjs: a batch to the logits of both tasks. */
type Stock = (batch: Batch, of: Of) => readonly [classes: tf.Tensor, values: tf.Tensor];

const dense = (x: tf.Tensor, node: string, of: Of): tf.Tensor => tf.add(tf.matMul(x, of(`${node}/kernel`)), of(`${node}/bias`));
const heads = (features: tf.Tensor, of: Of): [tf.Tensor, tf.Tensor] => [dense(features, 'p', of), dense(features, 'v', of)];

/** Layers in a line, and a Dense layer for each task behind them. */
function line(from: string, nodes: readonly GraphNode[]): Project {
  const path = [from, ...nodes.map(({ id }) => id)];
  return documentOf([input(from, 0, 0), ...nodes], [path], at(path, path.length - 1), at(path, path.length - 1));
}

function documentOf(nodes: readonly GraphNode[], paths: readonly string[][], forClass: string, forValues: string): Project {
  return sketch({
    name: 'against tfjs',
    data: { dataset: 'against tfjs' },
    tasks: [task('class', 'classification', 'Class'), task('values', 'regression', 'Values')],
    nodes: [
      ...nodes,
      layer('dense', 'p', 8, 0, { units: 3 }),
      layer('dense', 'v', 8, 1, { units: 2 }),
      head('class', 9, 0),
      head('values', 9, 1),
    ],
    edges: wires(...paths, [forClass, 'p', 'class-head'], [forValues, 'v', 'values-head']),
    training: { batchSize },
  });
}

function attention(x: tf.Tensor3D, node: string, of: Of): tf.Tensor {
  const [samples, length, features] = x.shape;
  const [count, size] = [2, 3];
  const flat = tf.add(tf.matMul(x.reshape([-1, features]), of(`${node}/attentionKernel`)), of(`${node}/attentionBias`));
  const [query, key, value] = flat
    .reshape([samples, length, 3, count, size])
    .transpose([2, 0, 3, 1, 4])
    .split(3)
    .map((part) => part.reshape([samples * count, length, size]));
  invariant(query && key && value, 'three parts');
  const shares = tf.softmax(tf.matMul(tf.div(query, Math.sqrt(size)), key, false, true));
  const mixed = tf.matMul(shares, value).reshape([samples, count, length, size]).transpose([0, 2, 1, 3]);
  const out = tf.matMul(mixed.reshape([-1, count * size]), of(`${node}/attentionOutputKernel`));
  return tf.add(out, of(`${node}/attentionOutputBias`)).reshape([samples, length, features]);
}

function normalized(x: tf.Tensor, name: string, of: Of): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), of(`${name}Gamma`)), of(`${name}Beta`));
}

/** The mean over positions that are no padding. */
function meanOfTokens(x: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  const mask = tf.cast(tf.greater(ids, 0), 'float32');
  return tf.div(tf.sum(tf.mul(x, mask.expandDims(-1)), 1), tf.sum(mask, 1, true));
}

const cases: readonly (readonly [string, Project, Stock])[] = [
  [
    'a perceptron',
    line('x', [
      layer('dense', 'a', 1, 0, { units: 7, activation: 'tanh' }),
      layer('dense', 'b', 2, 0, { units: 4, activation: 'sigmoid' }),
    ]),
    ({ x }, of) => heads(tf.sigmoid(dense(tf.tanh(dense(x, 'a', of)), 'b', of)), of),
  ],
  [
    'a CNN',
    line('image', [
      layer('conv2d', 'a', 1, 0, { filters: 3, kernel: [3, 3], activation: 'tanh', padding: 'same' }),
      layer('maxPool', 'pool', 2, 0),
      layer('conv2d', 'b', 3, 0, { filters: 4, kernel: [2, 2], activation: 'tanh', padding: 'valid' }),
      layer('flatten', 'flat', 4, 0),
    ]),
    ({ image }, of) => {
      const convolved = (x: tf.Tensor4D, node: string, pad: 'same' | 'valid'): tf.Tensor4D =>
        tf.tanh(tf.add(tf.conv2d(x, of(`${node}/kernel`) as tf.Tensor4D, 1, pad), of(`${node}/bias`)));
      return heads(
        convolved(tf.maxPool(convolved(image, 'a', 'same'), 2, 2, 'valid'), 'b', 'valid').reshape([batchSize, -1]),
        of,
      );
    },
  ],
  [
    'MMoE',
    documentOf(
      [
        input('x', 0, 0),
        layer('dense', 'e', 1, 0, { units: 4, activation: 'tanh' }),
        layer('dense', 'f', 1, 1, { units: 4, activation: 'tanh' }),
        layer('mixture', 'm', 2, 0),
        layer('mixture', 'n', 2, 1),
      ],
      [
        ['x', 'e', 'm:experts'],
        ['x', 'f', 'm:experts'],
        ['x', 'm:gate'],
        ['e', 'n:experts'],
        ['f', 'n:experts'],
        ['x', 'n:gate'],
      ],
      'm',
      'n',
    ),
    ({ x }, of) => {
      const experts = ['e', 'f'].map((node) => tf.tanh(dense(x, node, of)));
      const mixed = (node: string): tf.Tensor => {
        const gates = tf.softmax(tf.matMul(x, of(`${node}/gate`) as tf.Tensor2D)).split(2, 1);
        return tf.addN(experts.map((expert, i) => tf.mul(expert, at(gates, i))));
      };
      return [dense(mixed('m'), 'p', of), dense(mixed('n'), 'v', of)];
    },
  ],
  [
    'a Transformer',
    line('full', [
      layer('embedding', 'words', 1, 0, { units: 5 }),
      layer('transformerBlock', 'block', 2, 0, { heads: 2, headSize: 3, hidden: 6, activation: 'relu' }),
      layer('globalPool', 'pool', 3, 0),
    ]),
    ({ full: ids }, of) => {
      const x = tf.gather(of('words/embeddings'), tf.cast(ids, 'int32')) as tf.Tensor3D;
      const attended = tf.add(x, attention(normalized(x, 'block/attentionNorm', of) as tf.Tensor3D, 'block', of));
      const rows = normalized(attended, 'block/hiddenNorm', of).reshape([-1, 5]);
      const wide = tf.relu(tf.add(tf.matMul(rows, of('block/hiddenKernel')), of('block/hiddenBias')));
      const narrow = tf.add(tf.matMul(wide, of('block/narrowKernel')), of('block/narrowBias'));
      return heads(tf.mean(tf.add(attended, narrow.reshape(attended.shape)), 1), of);
    },
  ],
  [
    'padded sequences',
    line('text', [
      layer('embedding', 'words', 1, 0, { units: 5 }),
      layer('globalPool', 'pool', 2, 0),
      layer('dense', 'a', 3, 0, { units: 4, activation: 'tanh' }),
    ]),
    ({ text }, of) => {
      const x = tf.gather(of('words/embeddings'), tf.cast(text, 'int32'));
      return heads(tf.tanh(dense(meanOfTokens(x, text), 'a', of)), of);
    },
  ],
];

/** Every parameter drawn at random, biases too. */
const drawn = ({ program }: PreparedRun): Float32Array => {
  const own = randomStream(8, 'weights');
  return Float32Array.from({ length: program.parameterCount }, () => 0.6 * own.normal());
};

/** G·Gᵀ over the parameters of each node, by tf.grads of each task's loss by itself. */
async function stockGramians(run: PreparedRun, weights: Float32Array, nodes: readonly string[], stock: Stock): Promise<number[]> {
  await tf.setBackend('cpu');
  const rows = new Int32Array(batchSize);
  createBatches(run.split.train, batchSize, run.project.seed).fill(0, rows, 0);
  const taken = (values: Float32Array | Int32Array | undefined) => takeNumbers(values ?? new Float32Array(0), count, rows);
  const { x, image, text, full: all } = dataset.inputs;
  const batch: Batch = {
    x: tf.tensor2d(taken(x), [batchSize, 6]),
    image: tf.tensor4d(taken(image), [batchSize, 6, 6, 2]),
    text: tf.tensor2d(taken(text), [batchSize, tokens]),
    full: tf.tensor2d(taken(all), [batchSize, tokens]),
  };
  const classes = tf.oneHot(tf.tensor1d(taken(dataset.targets.class), 'int32'), 3);
  const values = tf.tensor2d(taken(dataset.targets.values), [batchSize, 2]);
  const { parameters } = run.program;
  const variables = parameters.map(({ offset, size, shape }) =>
    tf.variable(tf.tensor(weights.slice(offset, offset + size), [...shape])),
  );
  const of: Of = (name) =>
    at(
      variables,
      parameters.findIndex((view) => view.name === name),
    );
  const losses = [
    () => tf.losses.softmaxCrossEntropy(classes, stock(batch, of)[0]).asScalar(),
    () => tf.losses.meanSquaredError(values, stock(batch, of)[1]).asScalar(),
  ];
  const gradients = losses.map((loss) => {
    const { grads } = tf.variableGrads(loss, variables);
    // What a task does not read has no gradient.
    return variables.map(({ name, size }) => grads[name]?.dataSync() ?? new Float32Array(size));
  });
  return nodes.flatMap((node) => {
    const own = parameters.flatMap((view, index) => (view.node === node ? [index] : []));
    const rowsOf = gradients.map((each) => own.flatMap((index) => [...at(each, index)]));
    return rowsOf.flatMap((left) => rowsOf.map((right) => left.reduce((sum, value, k) => sum + value * at(right, k), 0)));
  });
}

const wasm = await createWasmExecutor(kernelBytes());
const executors: readonly (readonly [string, () => Promise<Executor>])[] = [
  ['reference', async () => createReferenceExecutor()],
  ['wasm', async () => wasm],
  ['tfjs', () => createTfjsExecutor('cpu', 'test', { threads: 1 })],
];

/** The Gramian that a step hands to its method: what `TrainingProgram.gramian` computes, of the next batch. */
async function ofStep(session: Session, { program, split, project: { seed } }: PreparedRun): Promise<number[]> {
  const controls = new Float32Array(program.controls.size);
  fillControls(program, { step: 1, learningRate: 0.01, taskWeights: [1, 1], seed }, controls, 0);
  const rows = new Int32Array(batchSize);
  createBatches(split.train, batchSize, seed).fill(0, rows, 0);
  const seen: number[] = [];
  await session.runBalanced({ count: 1, controls, rows }, (_, gramian) => {
    seen.push(...Array.from(gramian));
    return [1, 1];
  });
  return seen;
}

/** How far numbers are apart at the most, as parts of the largest that is expected where that is more than 1. */
function apart(found: ArrayLike<number>, expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  expect(scale).toBeGreaterThan(1e-3);
  return Math.max(...expected.map((value, k) => Math.abs(at(found, k) - value) / Math.max(1, scale)));
}

describe.each(cases)('the Gramian of the task gradients of %s', (_, project, stock) => {
  it.each(executors)(
    'on %s is G·Gᵀ of stock tfjs within 1e-5, node by node, and in a balanced step over all that is shared',
    async (__, executorOf) => {
      const { training } = project;
      const balanced = { ...project, training: { ...training, balancing: defaults.balancing('upgrad') } };
      const [run, steps] = [preparedFor(project, dataset), preparedFor(balanced, dataset)];
      const executor = await executorOf();
      const [session, stepping] = [await executor.load(run.program, run.data), await executor.load(steps.program, steps.data)];
      const weights = drawn(run);
      for (const each of [session, stepping]) await each.write('parameters', weights);
      const report = await new BatchLook(run, executor, () => 1).conflict(session, 0);
      invariant(report, 'the tasks share something');
      const expected = await stockGramians(run, weights, report.nodes, stock);
      expect(apart(report.gramians, expected)).toBeLessThan(1e-5);
      const whole = [0, 1, 2, 3].map((k) => report.nodes.reduce((sum, ___, node) => sum + at(expected, 4 * node + k), 0));
      expect(apart(await ofStep(stepping, steps), whole)).toBeLessThan(1e-5);
      session.dispose();
      stepping.dispose();
    },
  );
});
