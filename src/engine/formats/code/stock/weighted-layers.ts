import { dense } from '../../../../core/layers/basic/dense.ts';
import { conv2d } from '../../../../core/layers/convolution/conv2d.ts';
import { depthwiseConv2d } from '../../../../core/layers/convolution/depthwise-conv2d.ts';
import { separableConv2d } from '../../../../core/layers/convolution/separable-conv2d.ts';
import { transposedConv2d } from '../../../../core/layers/convolution/transposed-conv2d.ts';
import { layerNorm } from '../../../../core/layers/regularisation/layer-norm.ts';
import { embedding } from '../../../../core/layers/sequence/embedding.ts';
import { gru } from '../../../../core/layers/sequence/gru.ts';
import { lstm } from '../../../../core/layers/sequence/lstm.ts';
import type { ActivationId } from '../../../../core/layers/support/activations.ts';
import type { recurrentSchema } from '../../../../core/layers/support/recurrent.ts';
import { at as item } from '../../../../core/util/assert-never.ts';
import { last, type Place, shapeOf, type Twin, type TwinLayer } from '../twin.ts';
import type { Dialect, StockConfig, StockLayerClass } from './dialect.ts';
import { type StockTwin, stockTwin } from './twin-of.ts';

/** Weights of a stock layer: the page's names, and Keras' ones in the order in which the layer lists them. */
function places(
  dialect: Dialect,
  self: string,
  names: readonly (readonly [page: string, keras: string])[],
): Record<string, Place> {
  return Object.fromEntries(names.map(([page, keras], i) => [page, { name: keras, access: dialect.weight(self, i, keras) }]));
}

/** l1·Σ|w| + l2·Σw², as the page adds them: no ½, kernels only; nothing for a frozen layer. */
const penalties = (
  dialect: Dialect,
  { l1, l2 }: { readonly l1: number; readonly l2: number },
  frozen: boolean,
  kernels: readonly string[],
): string[] =>
  frozen
    ? []
    : kernels.flatMap((w) => [...(l1 > 0 ? [dialect.penalty(w, l1, 1)] : []), ...(l2 > 0 ? [dialect.penalty(w, l2, 2)] : [])]);

interface Affine {
  readonly useBias: boolean;
  readonly activation: ActivationId;
  readonly l1: number;
  readonly l2: number;
}

/** A layer with kernels, then a bias, then an activation. */
function affine<P extends Affine>(
  { self, one, params, frozen }: TwinLayer<P>,
  dialect: Dialect,
  kind: StockLayerClass,
  config: StockConfig,
  kernels: readonly (readonly [string, string])[],
): Twin {
  const names = [...kernels, ...(params.useBias ? [['bias', 'bias'] as const] : [])];
  const held = places(dialect, self, names);
  return {
    module: dialect.layer(kind, { ...config, ...(params.useBias ? {} : { use_bias: false }) }, one().shape),
    helpers: [dialect.builtHelper, ...dialect.activationHelpers(params.activation)],
    result: dialect.activated(dialect.applied(self, dialect.real(one())), params.activation),
    places: held,
    penalties: penalties(
      dialect,
      params,
      frozen,
      kernels.flatMap(([page]) => held[page]?.access ?? []),
    ),
  };
}

const windowed = ({ stride, padding }: { readonly stride: readonly number[]; readonly padding: string }): StockConfig => ({
  ...(stride.some((step) => step > 1) ? { strides: stride } : {}),
  ...(padding === 'valid' ? {} : { padding }),
});

const denseTwin = stockTwin(dense, (layer, dialect) =>
  affine(layer, dialect, 'Dense', { units: layer.params.units }, [['kernel', 'kernel']]),
);

const conv2dTwin = stockTwin(
  conv2d,
  (layer, dialect) => {
    const { filters, kernel, dilation } = layer.params;
    const config = {
      filters,
      kernel_size: kernel,
      ...windowed(layer.params),
      ...(dilation.some((step) => step > 1) ? { dilation_rate: dilation } : {}),
    };
    return affine(layer, dialect, 'Conv2D', config, [['kernel', 'kernel']]);
  },
  ({ dilation }, dialect) => dialect.dilates || dilation.every((step) => step === 1),
);

const depthwiseTwin = stockTwin(depthwiseConv2d, (layer, dialect) => {
  const { kernel, multiplier } = layer.params;
  const config = { kernel_size: kernel, depth_multiplier: multiplier, ...windowed(layer.params) };
  return affine(layer, dialect, 'DepthwiseConv2D', config, [['depthwiseKernel', 'kernel']]);
});

const separableTwin = stockTwin(separableConv2d, (layer, dialect) => {
  const { filters, kernel, multiplier } = layer.params;
  const config = { filters, kernel_size: kernel, depth_multiplier: multiplier, ...windowed(layer.params) };
  return affine(layer, dialect, 'SeparableConv2D', config, [
    ['depthwiseKernel', 'depthwise_kernel'],
    ['kernel', 'pointwise_kernel'],
  ]);
});

const transposedTwin = stockTwin(transposedConv2d, (layer, dialect) => {
  const { filters, kernel } = layer.params;
  return affine(layer, dialect, 'Conv2DTranspose', { filters, kernel_size: kernel, ...windowed(layer.params) }, [
    ['kernel', 'kernel'],
  ]);
});

const embeddingTwin = stockTwin(embedding, (layer, dialect) => {
  const { self, one } = layer;
  const { code, shape } = one();
  const [rows, units] = shapeOf(layer, 'embeddings');
  return {
    module: dialect.layer('Embedding', { input_dim: rows ?? 0, output_dim: units ?? 0 }, shape),
    helpers: [dialect.builtHelper],
    result: dialect.applied(self, code),
    ...(shape.length === 1 ? { mask: dialect.tokenMask(code) } : {}),
    places: places(dialect, self, [['embeddings', 'embeddings']]),
  };
});

const layerNormTwin = stockTwin(layerNorm, ({ self, params, one }, dialect) => ({
  module: dialect.layer('LayerNormalization', { axis: -1, epsilon: params.epsilon }, one().shape),
  helpers: [dialect.builtHelper],
  result: dialect.applied(self, dialect.real(one())),
  places: places(dialect, self, [
    ['gamma', 'gamma'],
    ['beta', 'beta'],
  ]),
}));

const recurrentTwin = (
  cell: 'GRU' | 'LSTM',
  { self, params, one, at, parameters }: TwinLayer<ReturnType<typeof recurrentSchema.parse>>,
  dialect: Dialect,
): Twin => {
  const { units, returns, bidirectional } = params;
  const { mask, shape } = one();
  const [state] = at('state');
  const page = ['kernel', 'recurrentKernel', 'bias', 'backwardKernel', 'backwardRecurrentKernel', 'backwardBias'];
  return {
    module: dialect.recurrent(cell, last(shape), units, returns === 'all', bidirectional),
    helpers: [dialect.recurrentHelper(cell)],
    result: dialect.unrolled(self, dialect.real(one()), mask, state ? dialect.real(state) : null),
    mask: returns === 'all' ? mask : null,
    places: Object.fromEntries(
      parameters.map(({ name }) => {
        const index = page.indexOf(name);
        const path = [index < 3 ? 'ahead' : 'back', item(['kernel', 'recurrent', 'bias'], index % 3)];
        return [name, { name: path.join('.'), access: dialect.member(self, ...path) }];
      }),
    ),
  };
};

/** Layers with weights. */
export const weightedTwins: readonly StockTwin[] = [
  denseTwin,
  conv2dTwin,
  depthwiseTwin,
  separableTwin,
  transposedTwin,
  embeddingTwin,
  layerNormTwin,
  stockTwin(gru, (layer, dialect) => recurrentTwin('GRU', layer, dialect)),
  stockTwin(lstm, (layer, dialect) => recurrentTwin('LSTM', layer, dialect)),
];
