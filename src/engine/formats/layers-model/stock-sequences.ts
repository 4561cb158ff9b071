import { globalPool } from '../../../core/layers/convolution/global-pool.ts';
import type { LayerKindId } from '../../../core/layers/registry.ts';
import { conv1d } from '../../../core/layers/sequence/conv1d.ts';
import { embedding } from '../../../core/layers/sequence/embedding.ts';
import { recurrentSchema } from '../../../core/layers/support/recurrent.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { LayerOutput, WeightValues } from './sketch.ts';
import { type NodeExport, notInStock, type StockLayer } from './stock-layer.ts';

/** Behind padding, tfjs refuses every layer that does not heed masks, and its merging layers lose the batch; these do as ours do. */
const heedMasks: readonly LayerKindId[] = [
  'dense',
  'activation',
  'dropout',
  'gaussianNoise',
  'batchNorm',
  'layerNorm',
  'gru',
  'lstm',
];

/** Can the stock layers of a node stand behind padding? A leaky ReLU cannot, nor can what makes a GELU. */
export const standsBehindPadding = ({ kind, params }: Pick<NodeExport, 'kind' | 'params'>): boolean =>
  heedMasks.includes(kind) && params.activation !== 'leakyRelu' && params.activation !== 'gelu';

/** Ids of a sequence mask what follows; see `standsBehindPadding`. */
export const stockEmbedding: StockLayer = (node) => {
  const { units } = embedding.schema.parse(node.params);
  const rows = at(at([node.weights.embeddings?.shape ?? []], 0), 0);
  const input = at(node.inputs, 0);
  const config = { input_dim: rows, output_dim: units, mask_zero: input.shape.length === 1, trainable: !node.frozen };
  return node.model.add(node.name, 'Embedding', config, [input], node.shape, node.weights);
};

const renamed = ({ recurrentKernel, ...rest }: WeightValues): WeightValues => ({
  ...rest,
  ...(recurrentKernel ? { recurrent_kernel: recurrentKernel } : {}),
});

/** One direction, from a state of zeros. */
export const stockRecurrent =
  (className: 'GRU' | 'LSTM'): StockLayer =>
  (node) => {
    const { units, returns, bidirectional } = recurrentSchema.parse(node.params);
    if (bidirectional) return notInStock(node, 'stockDirections');
    if ((node.inputsAt.state ?? []).length > 0) return notInStock(node, 'stockState');
    const config = {
      units,
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      return_sequences: returns === 'all',
      trainable: !node.frozen,
      ...(className === 'GRU' ? { reset_after: false } : {}),
    };
    return node.model.add(node.name, className, config, node.inputs, node.shape, renamed(node.weights));
  };

/** tfjs has no causal padding. */
export const stockConv1d = (
  node: NodeExport,
  affine: (node: NodeExport, className: string, config: object, params: ReturnType<typeof conv1d.schema.parse>) => LayerOutput,
): LayerOutput => {
  const params = conv1d.schema.parse(node.params);
  const { filters, kernel, stride, padding, dilation } = params;
  if (padding === 'causal') return notInStock(node, 'stockCausal');
  const window = { filters, kernel_size: [kernel], strides: [stride], padding, dilation_rate: [dilation] };
  return affine(node, 'Conv1D', { ...window, data_format: 'channels_last' }, params);
};

/** Over an image, or over the positions of a sequence without padding. */
export const stockGlobalPool: StockLayer = (node) => {
  const input = at(node.inputs, 0);
  const what = globalPool.schema.parse(node.params).mode === 'max' ? 'GlobalMaxPooling' : 'GlobalAveragePooling';
  const config = input.shape.length === 3 ? { data_format: 'channels_last' } : {};
  return node.model.add(node.name, `${what}${input.shape.length - 1}D`, config, [input], node.shape);
};

/** As often as told; tfjs cannot take the length from another sequence. */
export const stockRepeat: StockLayer = (node) =>
  (node.inputsAt.like ?? []).length > 0
    ? notInStock(node, 'stockLength')
    : node.model.add(node.name, 'RepeatVector', { n: at(node.shape, 0) }, node.inputs, node.shape);
