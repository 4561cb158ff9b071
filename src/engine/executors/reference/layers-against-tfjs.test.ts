import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lowerAlone } from '../../../core/layers/testing/lower-alone.ts';
import { gradients } from '../../../core/program/differentiate.ts';
import { interpret } from '../../../core/program/reference/interpret.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { Shape } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';

type Numbers = ArrayLike<number>;

/** One layer of ours and the stock layer that should compute the same. */
interface Pairing {
  readonly name: string;
  readonly kind: string;
  readonly params: object;
  readonly shapes: readonly Shape[];
  readonly training?: boolean;
  /** Where tfjs has no gradient, or a wrong one; ours is then checked by central differences only. */
  readonly outputOnly?: boolean;
  stock(): tf.layers.Layer;
}

/** The same numbers for both sides. */
interface Material {
  readonly inputs: readonly Float32Array[];
  readonly parameters: readonly { readonly shape: Shape; readonly data: Float32Array }[];
  readonly states: readonly { readonly shape: Shape; readonly data: Float32Array }[];
  /** The gradient that arrives at the output. */
  readonly arriving: Float32Array;
}

interface Computed {
  readonly output: Numbers;
  readonly inputGradients: readonly Numbers[];
  readonly parameterGradients: readonly Numbers[];
  /** The states after the call. */
  readonly states: readonly Numbers[];
}

function materialFor({ name, kind, params, shapes, training = false }: Pairing): Material {
  const random = randomStream(11, name);
  const normal = (shape: Shape): Float32Array => Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
  const layer = lowerAlone(kind, params, shapes, training);
  return {
    inputs: shapes.map(normal),
    parameters: layer.parameters.map(({ tensor }) => ({ shape: tensor.shape, data: normal(tensor.shape) })),
    // A variance is positive.
    states: layer.states.map(({ tensor }) => ({ shape: tensor.shape, data: normal(tensor.shape).map((x) => 0.5 + x * x) })),
    arriving: normal(layer.output.shape),
  };
}

/** Ours, in float64. */
function computeOurs({ kind, params, shapes, training = false }: Pairing, material: Material): Computed {
  const { b, inputs, output, parameters } = lowerAlone(kind, params, shapes, training);
  const arriving = b.source({ kind: 'feed', name: 'arriving' }, output.shape);
  const all = gradients(b, b.sum(b.mul(output, arriving)), [...inputs, ...parameters.map(({ tensor }) => tensor)]);
  b.output('output', output);
  const program = b.build();
  const feeds = Object.fromEntries(material.inputs.map((data, i) => [`in${i}`, data]));
  const values = interpret(program, {
    feeds: { ...feeds, arriving: material.arriving },
    parameters: material.parameters.map(({ data }) => data),
    states: material.states.map(({ data }) => data),
  });
  const found = all.map((gradient) => (gradient ? (values.get(gradient.id) ?? []) : []));
  const written = new Map(program.stateWrites.map(({ state, value }) => [state, values.get(value) ?? []]));
  return {
    output: values.get(output.id) ?? [],
    inputGradients: found.slice(0, inputs.length),
    parameterGradients: found.slice(inputs.length),
    states: material.states.map(({ data }, i) => written.get(i) ?? data),
  };
}

/** Theirs: the stock layer and tfjs's own differentiation, on its cpu backend. */
function computeTheirs({ stock, shapes, training = false, outputOnly = false }: Pairing, material: Material): Computed {
  const layer = stock();
  const one = (items: readonly tf.Tensor[]): tf.Tensor | tf.Tensor[] => (items.length === 1 ? at(items, 0) : [...items]);
  const apply = (inputs: readonly tf.Tensor[]): tf.Tensor => {
    const output = layer.apply(one(inputs), { training });
    invariant(output instanceof tf.Tensor, 'a layer applied to a tensor gives a tensor');
    return output;
  };
  const inputs = material.inputs.map((data, i) => tf.tensor(data, [...at(shapes, i)]));
  apply(inputs);
  const load = (): void =>
    layer.setWeights([...material.parameters, ...material.states].map(({ data, shape }) => tf.tensor(data, [...shape])));
  load();
  const output = apply(inputs);
  const states = layer.getWeights().slice(material.parameters.length);
  const computed = { output: output.dataSync(), states: states.map((state) => state.dataSync()) };
  if (outputOnly) return { ...computed, inputGradients: [], parameterGradients: [] };
  const arriving = tf.tensor(material.arriving, output.shape);
  const loss = (...xs: tf.Tensor[]): tf.Scalar => tf.sum(tf.mul(apply(xs), arriving)).asScalar();
  load();
  const inputGradients = tf.grads(loss)(inputs);
  load();
  const byName = material.parameters.length > 0 ? tf.variableGrads(() => loss(...inputs)).grads : {};
  return {
    ...computed,
    inputGradients: inputGradients.map((gradient) => gradient.dataSync()),
    parameterGradients: layer.trainableWeights.map(({ name }) => byName[name]?.dataSync() ?? []),
  };
}

/** Equal within 1e-5, relative to the larger of 1 and the value. */
function expectSame(ours: Numbers, theirs: Numbers): void {
  expect(ours.length).toBe(theirs.length);
  expect(theirs.length).toBeGreaterThan(0);
  const errors = Array.from(theirs, (value, i) => Math.abs(at(ours, i) - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...errors)).toBeLessThanOrEqual(1e-5);
}

const image = [2, 7, 6, 3];

const dense: Pairing[] = (['none', 'relu', 'gelu', 'tanh', 'sigmoid', 'elu'] as const).map((activation) => ({
  name: `dense with ${activation}`,
  kind: 'dense',
  params: { units: 5, activation },
  shapes: [[4, 6]],
  stock: () =>
    tf.layers.dense({ units: 5, activation: activation === 'none' ? 'linear' : activation === 'gelu' ? 'gelu_new' : activation }),
}));

const activations: Pairing[] = [
  {
    name: 'elu',
    kind: 'activation',
    params: { activation: 'elu' },
    shapes: [[3, 9]],
    stock: () => tf.layers.elu({}),
  },
  {
    name: 'leaky relu with its default slope',
    kind: 'activation',
    params: { activation: 'leakyRelu' },
    shapes: [[3, 9]],
    stock: () => tf.layers.leakyReLU({}),
  },
  {
    name: 'leaky relu with another slope',
    kind: 'activation',
    params: { activation: 'leakyRelu', slope: 0.05 },
    shapes: [[3, 9]],
    stock: () => tf.layers.leakyReLU({ alpha: 0.05 }),
  },
];

const convolution = (
  kernel: [number, number],
  stride: [number, number],
  padding: 'same' | 'valid',
  dilation: [number, number] = [1, 1],
): Pairing => ({
  name: `conv2d ${kernel.join('×')}, stride ${stride.join('×')}, ${padding}, dilation ${dilation.join('×')}`,
  kind: 'conv2d',
  params: { filters: 4, kernel, stride, padding, dilation, activation: 'tanh' },
  shapes: [image],
  // tfjs: «dilation rates greater than 1 are not yet supported in gradients».
  outputOnly: Math.max(...dilation) > 1,
  stock: () =>
    tf.layers.conv2d({ filters: 4, kernelSize: kernel, strides: stride, padding, dilationRate: dilation, activation: 'tanh' }),
});

const pool = (
  kind: 'maxPool' | 'avgPool',
  size: [number, number],
  stride: [number, number],
  padding: 'same' | 'valid',
): Pairing => ({
  name: `${kind} ${size.join('×')}, stride ${stride.join('×')}, ${padding}`,
  kind,
  params: { size, stride, padding },
  shapes: [image],
  // tfjs divides the gradient of a padded mean by the whole window, not by the cells inside the image, as its forward pass does.
  outputOnly: kind === 'avgPool' && padding === 'same',
  stock: () => tf.layers[kind === 'maxPool' ? 'maxPooling2d' : 'averagePooling2d']({ poolSize: size, strides: stride, padding }),
});

const pools = (['maxPool', 'avgPool'] as const).flatMap((kind) => [
  pool(kind, [2, 2], [2, 2], 'valid'),
  pool(kind, [2, 2], [2, 2], 'same'),
  pool(kind, [3, 2], [1, 2], 'same'),
  pool(kind, [3, 3], [2, 2], 'valid'),
]);

const norms: Pairing[] = [true, false].flatMap((training) => {
  const mode = training ? 'training' : 'inference';
  return [[6, 5], image].map((shape) => ({
    name: `batch norm of ${shape.join('×')} in ${mode}`,
    kind: 'batchNorm',
    params: { momentum: 0.9 },
    shapes: [shape],
    training,
    stock: () => tf.layers.batchNormalization({ momentum: 0.9 }),
  }));
});

const others: Pairing[] = [
  {
    name: 'dense on sequences, without a bias',
    kind: 'dense',
    params: { units: 4, useBias: false },
    shapes: [[2, 3, 5]],
    stock: () => tf.layers.dense({ units: 4, useBias: false }),
  },
  { name: 'layer norm', kind: 'layerNorm', params: {}, shapes: [[4, 7]], stock: () => tf.layers.layerNormalization({}) },
  {
    name: 'layer norm of an image',
    kind: 'layerNorm',
    params: { epsilon: 0.01 },
    shapes: [image],
    stock: () => tf.layers.layerNormalization({ epsilon: 0.01 }),
  },
  { name: 'global average', kind: 'globalPool', params: {}, shapes: [image], stock: () => tf.layers.globalAveragePooling2d({}) },
  {
    name: 'global maximum',
    kind: 'globalPool',
    params: { mode: 'max' },
    shapes: [image],
    stock: () => tf.layers.globalMaxPooling2d({}),
  },
  { name: 'flatten', kind: 'flatten', params: {}, shapes: [image], stock: () => tf.layers.flatten() },
  {
    name: 'reshape',
    kind: 'reshape',
    params: { shape: [6, -1] },
    shapes: [image],
    stock: () => tf.layers.reshape({ targetShape: [6, 21] }),
  },
  {
    name: 'add',
    kind: 'add',
    params: {},
    shapes: [
      [3, 4],
      [3, 4],
      [3, 4],
    ],
    stock: () => tf.layers.add(),
  },
  {
    name: 'multiply',
    kind: 'multiply',
    params: {},
    shapes: [
      [3, 4],
      [3, 4],
      [3, 4],
    ],
    stock: () => tf.layers.multiply(),
  },
  {
    name: 'average',
    kind: 'average',
    params: {},
    shapes: [
      [3, 4],
      [3, 4],
    ],
    stock: () => tf.layers.average(),
  },
  { name: 'multiply, stretched', kind: 'multiply', params: {}, shapes: [image, [2, 1, 1, 3]], stock: () => tf.layers.multiply() },
  {
    name: 'concat',
    kind: 'concat',
    params: {},
    shapes: [
      [3, 4],
      [3, 2],
    ],
    stock: () => tf.layers.concatenate(),
  },
];

const pairings: Pairing[] = [
  ...dense,
  ...activations,
  convolution([3, 3], [1, 1], 'same'),
  convolution([3, 3], [1, 1], 'valid'),
  convolution([2, 3], [2, 1], 'same'),
  convolution([3, 2], [2, 2], 'valid'),
  convolution([3, 3], [1, 1], 'same', [2, 2]),
  convolution([2, 3], [1, 1], 'valid', [3, 2]),
  convolution([1, 1], [1, 1], 'same'),
  convolution([1, 1], [2, 2], 'valid'),
  ...pools,
  ...norms,
  ...others,
];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

// The engine keeps every variable that a layer made, and differentiates with respect to all of them.
afterEach(() => tf.disposeVariables());

describe('a layer computes what the stock layer of tfjs computes', () => {
  it.each(pairings.map((pairing) => [pairing.name, pairing] as const))('%s', (_name, pairing) => {
    const material = materialFor(pairing);
    const ours = computeOurs(pairing, material);
    const theirs = computeTheirs(pairing, material);
    expectSame(ours.output, theirs.output);
    if (!pairing.outputOnly) {
      ours.inputGradients.forEach((gradient, i) => {
        expectSame(gradient, at(theirs.inputGradients, i));
      });
      expect(ours.parameterGradients).toHaveLength(theirs.parameterGradients.length);
      ours.parameterGradients.forEach((gradient, i) => {
        expectSame(gradient, at(theirs.parameterGradients, i));
      });
    }
    expect(ours.states).toHaveLength(theirs.states.length);
    ours.states.forEach((state, i) => {
      expectSame(state, at(theirs.states, i));
    });
  });
});

describe('the penalties', () => {
  it('are those of tfjs’s l1l2 regulariser', () => {
    const params = { units: 3, l1: 0.02, l2: 0.3 };
    const { b, penalties } = lowerAlone('dense', params, [[2, 4]], true);
    const kernel = Float32Array.from({ length: 12 }, (_, i) => (i - 5) / 3);
    const values = interpret(b.build(), { feeds: { in0: new Float32Array(8) }, parameters: [kernel, new Float32Array(3)] });
    const ours = penalties.reduce((sum, penalty) => sum + at(values.get(penalty.id) ?? [], 0), 0);
    const theirs = tf.regularizers
      .l1l2(params)
      .apply(tf.tensor(kernel, [4, 3]))
      .dataSync();
    expectSame([ours], theirs);
  });
});
