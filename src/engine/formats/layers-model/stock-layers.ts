import { gaussianNoise } from '../../../core/layers/augmentation/gaussian-noise.ts';
import { activation } from '../../../core/layers/basic/activation.ts';
import { dense } from '../../../core/layers/basic/dense.ts';
import { ordinalThresholds } from '../../../core/layers/basic/ordinal-thresholds.ts';
import { avgPool } from '../../../core/layers/convolution/avg-pool.ts';
import { conv2d } from '../../../core/layers/convolution/conv2d.ts';
import { depthwiseConv2d } from '../../../core/layers/convolution/depthwise-conv2d.ts';
import { maxPool } from '../../../core/layers/convolution/max-pool.ts';
import { separableConv2d } from '../../../core/layers/convolution/separable-conv2d.ts';
import { transposedConv2d } from '../../../core/layers/convolution/transposed-conv2d.ts';
import { upsample2d } from '../../../core/layers/convolution/upsample2d.ts';
import { concat } from '../../../core/layers/merge/concat.ts';
import type { LayerKindId } from '../../../core/layers/registry.ts';
import { batchNorm } from '../../../core/layers/regularisation/batch-norm.ts';
import { dropout } from '../../../core/layers/regularisation/dropout.ts';
import { layerNorm } from '../../../core/layers/regularisation/layer-norm.ts';
import { slice } from '../../../core/layers/shape/slice.ts';
import type { ActivationId } from '../../../core/layers/support/activations.ts';
import type { Depthwise } from '../../../core/layers/support/depthwise.ts';
import { at } from '../../../core/util/assert-never.ts';
import { addActivation, builtInActivation } from './activations.ts';
import type { LayerOutput, WeightValues } from './sketch.ts';
import type { NodeExport, StockLayer } from './stock-layer.ts';
import { stockLearnedSum, stockMixture } from './stock-mixtures.ts';
import { stockConv1d, stockEmbedding, stockGlobalPool, stockRecurrent, stockRepeat } from './stock-sequences.ts';

const only = (node: NodeExport): LayerOutput => at(node.inputs, 0);
const channelsLast = { data_format: 'channels_last' };
const identity: StockLayer = (node) =>
  node.model.add(node.name, 'Activation', { activation: 'linear' }, [only(node)], node.shape);

interface Affine {
  readonly activation: ActivationId;
  readonly useBias: boolean;
}

/** A layer with a kernel; an activation that it cannot apply itself follows as a layer of its own. */
function affine(node: NodeExport, className: string, config: object, params: Affine): LayerOutput {
  const own = builtInActivation[params.activation];
  const settings = { ...config, activation: own ?? 'linear', use_bias: params.useBias, trainable: !node.frozen };
  const result = node.model.add(node.name, className, settings, [only(node)], node.shape, node.weights);
  return own === null
    ? addActivation(node.model, node.model.freeName(`${node.name}_activation`), params.activation, result)
    : result;
}

function pool(
  node: NodeExport,
  className: string,
  { size, stride, padding }: { size: readonly number[]; stride: readonly number[]; padding: string },
): LayerOutput {
  return node.model.add(
    node.name,
    className,
    { pool_size: size, strides: stride, padding, ...channelsLast },
    [only(node)],
    node.shape,
  );
}

/** A layer that joins inputs; tfjs wants two at least, and axes that line up. */
const merge =
  (className: string, aligned: boolean): StockLayer =>
  (node) => {
    if (node.inputs.length === 1) return identity(node);
    const rank = node.shape.length;
    const inputs = node.inputs.map((input) => {
      if (!aligned || input.shape.length === rank) return input;
      const shape = [...new Array<number>(rank - input.shape.length).fill(1), ...input.shape];
      return node.model.add(node.model.freeName(`${node.name}_aligned`), 'Reshape', { target_shape: shape }, [input], shape);
    });
    return node.model.add(node.name, className, {}, inputs, node.shape);
  };

/**
 * No stock layer slices. A product with a frozen matrix of zeros and ones does, exactly: Dense works on the last axis, and Permute
 * brings any other one there and back.
 */
const sliced: StockLayer = (node) => {
  const { axis, begin, size } = slice.schema.parse(node.params);
  const { model } = node;
  const input = only(node);
  const rank = input.shape.length;
  const along = axis < 0 ? axis + rank : axis;
  const extent = at(input.shape, along);
  const data = new Float32Array(extent * size);
  for (let i = 0; i < size; i++) data[(begin + i) * size + i] = 1;
  const config = { units: size, activation: 'linear', use_bias: false, trainable: false };
  const select = (name: string, x: LayerOutput): LayerOutput =>
    model.add(name, 'Dense', config, [x], [...x.shape.slice(0, -1), size], { kernel: { shape: [extent, size], data } });
  if (along === rank - 1) return select(node.name, input);
  // Exchanging two axes is its own inverse.
  const order = input.shape.map((_, i) => 1 + (i === along ? rank - 1 : i === rank - 1 ? along : i));
  const permute = (name: string, x: LayerOutput): LayerOutput =>
    model.add(
      name,
      'Permute',
      { dims: order },
      [x],
      order.map((from) => at(x.shape, from - 1)),
    );
  const turned = permute(model.freeName(`${node.name}_turned`), input);
  return permute(node.name, select(model.freeName(`${node.name}_selected`), turned));
};

const reshaped: StockLayer = (node) =>
  node.model.add(node.name, 'Reshape', { target_shape: node.shape }, [only(node)], node.shape);

/** A convolution with a kernel per channel, by Keras' names of the weights. */
function depthwise(node: NodeExport, className: string, config: object, params: Affine & Depthwise): LayerOutput {
  const { kernel, stride, padding, multiplier } = params;
  const window = { kernel_size: kernel, strides: stride, padding, depth_multiplier: multiplier };
  const { depthwiseKernel, kernel: pointwise, ...rest } = node.weights;
  const weights = {
    ...(depthwiseKernel ? { depthwise_kernel: depthwiseKernel } : {}),
    ...(pointwise ? { pointwise_kernel: pointwise } : {}),
    ...rest,
  };
  return affine({ ...node, weights }, className, { ...config, ...window, ...channelsLast }, params);
}

const renamed = ({ movingMean, movingVariance, ...rest }: WeightValues): WeightValues => ({
  ...rest,
  ...(movingMean ? { moving_mean: movingMean } : {}),
  ...(movingVariance ? { moving_variance: movingVariance } : {}),
});

/** The layer kinds that can be said in layers that `tf.loadLayersModel` knows; it has no counterpart of the others. */
export const stockLayers: { readonly [K in LayerKindId]?: StockLayer } = {
  dense(node) {
    const params = dense.schema.parse(node.params);
    return affine(node, 'Dense', { units: params.units }, params);
  },
  // One score times ones, plus a bias per threshold.
  ordinalThresholds(node) {
    const { thresholds } = ordinalThresholds.schema.parse(node.params);
    const kernel = { shape: [1, thresholds], data: new Float32Array(thresholds).fill(1) };
    const config = { units: thresholds, activation: 'linear', use_bias: true, trainable: !node.frozen };
    return node.model.add(node.name, 'Dense', config, [only(node)], node.shape, { kernel, ...node.weights });
  },
  conv2d(node) {
    const params = conv2d.schema.parse(node.params);
    const { filters, kernel, stride, padding, dilation } = params;
    const window = { filters, kernel_size: kernel, strides: stride, padding, dilation_rate: dilation };
    return affine(node, 'Conv2D', { ...window, ...channelsLast }, params);
  },
  depthwiseConv2d: (node) => depthwise(node, 'DepthwiseConv2D', {}, depthwiseConv2d.schema.parse(node.params)),
  separableConv2d(node) {
    const params = separableConv2d.schema.parse(node.params);
    return depthwise(node, 'SeparableConv2D', { filters: params.filters }, params);
  },
  transposedConv2d(node) {
    const params = transposedConv2d.schema.parse(node.params);
    const { filters, kernel, stride, padding } = params;
    return affine(node, 'Conv2DTranspose', { filters, kernel_size: kernel, strides: stride, padding, ...channelsLast }, params);
  },
  upsample2d(node) {
    const { size, mode } = upsample2d.schema.parse(node.params);
    return node.model.add(node.name, 'UpSampling2D', { size, interpolation: mode, ...channelsLast }, [only(node)], node.shape);
  },
  embedding: stockEmbedding,
  conv1d: (node) => stockConv1d(node, affine),
  gru: stockRecurrent('GRU'),
  lstm: stockRecurrent('LSTM'),
  repeat: stockRepeat,
  activation(node) {
    const params = activation.schema.parse(node.params);
    return addActivation(node.model, node.name, params.activation, only(node), params.slope);
  },
  maxPool: (node) => pool(node, 'MaxPooling2D', maxPool.schema.parse(node.params)),
  avgPool: (node) => pool(node, 'AveragePooling2D', avgPool.schema.parse(node.params)),
  globalPool: stockGlobalPool,
  // tfjs's Flatten refuses what is flat already.
  flatten: (node) =>
    only(node).shape.length > 1 ? node.model.add(node.name, 'Flatten', {}, [only(node)], node.shape) : identity(node),
  reshape: reshaped,
  slice: sliced,
  concat(node) {
    const { axis } = concat.schema.parse(node.params);
    if (node.inputs.length === 1) return identity(node);
    return node.model.add(node.name, 'Concatenate', { axis: axis < 0 ? axis : axis + 1 }, node.inputs, node.shape);
  },
  add: merge('Add', true),
  multiply: merge('Multiply', true),
  average: merge('Average', true),
  softmax: (node) => node.model.add(node.name, 'Activation', { activation: 'softmax' }, [only(node)], node.shape),
  mixture: stockMixture,
  learnedSum: stockLearnedSum,
  // Gradients are no part of a model that answers; noise and augmentation act while it learns.
  stopGradient: identity,
  reverseGradient: identity,
  gaussianNoise(node) {
    const { deviation } = gaussianNoise.schema.parse(node.params);
    return node.model.add(node.name, 'GaussianNoise', { stddev: deviation }, [only(node)], node.shape);
  },
  randomShift: identity,
  randomFlip: identity,
  cutout: identity,
  tokenDropout: identity,
  dropout: (node) =>
    node.model.add(node.name, 'Dropout', { rate: dropout.schema.parse(node.params).rate }, [only(node)], node.shape),
  batchNorm(node) {
    const { momentum, epsilon } = batchNorm.schema.parse(node.params);
    const config = { axis: -1, momentum, epsilon, center: true, scale: true, trainable: !node.frozen };
    return node.model.add(node.name, 'BatchNormalization', config, [only(node)], node.shape, renamed(node.weights));
  },
  layerNorm(node) {
    const { epsilon } = layerNorm.schema.parse(node.params);
    const config = { axis: -1, epsilon, center: true, scale: true, trainable: !node.frozen };
    return node.model.add(node.name, 'LayerNormalization', config, [only(node)], node.shape, node.weights);
  },
};
