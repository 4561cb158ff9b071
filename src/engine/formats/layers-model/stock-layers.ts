import { activation } from '../../../core/layers/activation.ts';
import type { ActivationId } from '../../../core/layers/activations.ts';
import { avgPool } from '../../../core/layers/avg-pool.ts';
import { batchNorm } from '../../../core/layers/batch-norm.ts';
import { concat } from '../../../core/layers/concat.ts';
import { conv2d } from '../../../core/layers/conv2d.ts';
import { dense } from '../../../core/layers/dense.ts';
import { dropout } from '../../../core/layers/dropout.ts';
import { globalPool } from '../../../core/layers/global-pool.ts';
import { layerNorm } from '../../../core/layers/layer-norm.ts';
import { maxPool } from '../../../core/layers/max-pool.ts';
import { type LayerKindId, layers } from '../../../core/layers/registry.ts';
import { slice } from '../../../core/layers/slice.ts';
import type { Shape } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../../core/util/diagnostics.ts';
import { addActivation, builtInActivation } from './activations.ts';
import type { LayerOutput, ModelSketch, WeightValues } from './sketch.ts';

/** One node of the document on its way into the model. */
export interface NodeExport {
  readonly model: ModelSketch;
  /** The name of the layer that stands for the node. */
  readonly name: string;
  readonly kind: LayerKindId;
  readonly params: Readonly<Record<string, unknown>>;
  readonly frozen: boolean;
  /** What arrives, in the order of the edges. */
  readonly inputs: readonly LayerOutput[];
  /** What the node puts out, per sample. */
  readonly shape: Shape;
  /** The node's own parameters and running statistics, by our names. */
  readonly weights: WeightValues;
}

/** Throws `file.noStockLayer` where no stock layer computes exactly what the node does. */
type StockLayer = (node: NodeExport) => LayerOutput;

const only = (node: NodeExport): LayerOutput => at(node.inputs, 0);
const channelsLast = { data_format: 'channels_last' };
const identity: StockLayer = (node) =>
  node.model.add(node.name, 'Activation', { activation: 'linear' }, [only(node)], node.shape);

/** A layer with a kernel; an activation that it cannot apply itself follows as a layer of its own. */
function affine(
  node: NodeExport,
  className: string,
  config: object,
  params: { activation: ActivationId; useBias: boolean },
): LayerOutput {
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

const renamed = ({ movingMean, movingVariance, ...rest }: WeightValues): WeightValues => ({
  ...rest,
  ...(movingMean ? { moving_mean: movingMean } : {}),
  ...(movingVariance ? { moving_variance: movingVariance } : {}),
});

/** For what tfjs has no layer. */
export const notInStock: StockLayer = ({ name, kind }) => {
  throw new DiagnosticError(diagnostic('file.noStockLayer', { node: name, layer: layers[kind].text.title.en }, `node:${name}`));
};

/** Every layer kind in layers that `tf.loadLayersModel` knows; the compiler refuses a registry that lacks one. */
export const stockLayers: Readonly<Record<LayerKindId, StockLayer>> = {
  dense(node) {
    const params = dense.schema.parse(node.params);
    return affine(node, 'Dense', { units: params.units }, params);
  },
  conv2d(node) {
    const params = conv2d.schema.parse(node.params);
    const { filters, kernel, stride, padding, dilation } = params;
    const window = { filters, kernel_size: kernel, strides: stride, padding, dilation_rate: dilation };
    return affine(node, 'Conv2D', { ...window, ...channelsLast }, params);
  },
  activation(node) {
    const params = activation.schema.parse(node.params);
    return addActivation(node.model, node.name, params.activation, only(node), params.slope);
  },
  maxPool: (node) => pool(node, 'MaxPooling2D', maxPool.schema.parse(node.params)),
  avgPool: (node) => pool(node, 'AveragePooling2D', avgPool.schema.parse(node.params)),
  globalPool(node) {
    const className = globalPool.schema.parse(node.params).mode === 'max' ? 'GlobalMaxPooling2D' : 'GlobalAveragePooling2D';
    return node.model.add(node.name, className, channelsLast, [only(node)], node.shape);
  },
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
