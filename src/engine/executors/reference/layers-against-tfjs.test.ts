import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { lowerAlone } from '../../../core/layers/testing/lower-alone.ts';
import { interpret } from '../../../core/program/reference/interpret.ts';
import { at } from '../../../core/util/assert-never.ts';
import { expectPairs, expectSame, type Pairing } from './testing/stock-pairs.ts';

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

type Pair = [number, number];

/** Ours asks for the kernels first and the bias last, as tfjs does. */
const depthwise = (kernel: Pair, stride: Pair, padding: 'same' | 'valid', multiplier: number): Pairing[] => {
  const params = { kernel, stride, padding, multiplier, activation: 'tanh' };
  const stock = { kernelSize: kernel, strides: stride, padding, depthMultiplier: multiplier, activation: 'tanh' as const };
  const what = `${kernel.join('×')}, stride ${stride.join('×')}, ${padding}, ${multiplier} per channel`;
  return [
    {
      name: `depthwise convolution ${what}`,
      kind: 'depthwiseConv2d',
      params,
      shapes: [image],
      stock: () => tf.layers.depthwiseConv2d(stock),
    },
    {
      name: `separable convolution ${what}`,
      kind: 'separableConv2d',
      params: { ...params, filters: 5 },
      shapes: [image],
      stock: () => tf.layers.separableConv2d({ ...stock, filters: 5 }),
    },
  ];
};

const transposed = (kernel: Pair, stride: Pair, padding: 'same' | 'valid'): Pairing => ({
  name: `transposed convolution ${kernel.join('×')}, stride ${stride.join('×')}, ${padding}`,
  kind: 'transposedConv2d',
  params: { filters: 4, kernel, stride, padding, activation: 'tanh' },
  shapes: [image],
  stock: () => tf.layers.conv2dTranspose({ filters: 4, kernelSize: kernel, strides: stride, padding, activation: 'tanh' }),
});

const upsampled = (size: Pair, mode: 'nearest' | 'bilinear'): Pairing => ({
  name: `upsampling ${size.join('×')}, ${mode}`,
  kind: 'upsample2d',
  params: { size, mode },
  shapes: [image],
  // tfjs's gradient takes height for width where the image is not square.
  outputOnly: true,
  stock: () => tf.layers.upSampling2d({ size, interpolation: mode }),
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
  ...depthwise([3, 3], [1, 1], 'same', 1),
  ...depthwise([2, 3], [1, 1], 'valid', 2),
  ...depthwise([3, 3], [2, 2], 'same', 2),
  transposed([3, 3], [2, 2], 'same'),
  transposed([2, 2], [2, 2], 'valid'),
  transposed([4, 3], [2, 1], 'valid'),
  transposed([1, 2], [3, 3], 'valid'),
  upsampled([2, 2], 'nearest'),
  upsampled([3, 1], 'nearest'),
  upsampled([2, 2], 'bilinear'),
  upsampled([1, 4], 'bilinear'),
  ...pools,
  ...norms,
  ...others,
];

describe('a layer computes what the stock layer of tfjs computes', () => expectPairs(pairings));

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
