import { cutout } from './augmentation/cutout.ts';
import { gaussianNoise } from './augmentation/gaussian-noise.ts';
import { randomFlip } from './augmentation/random-flip.ts';
import { randomShift } from './augmentation/random-shift.ts';
import { tokenDropout } from './augmentation/token-dropout.ts';
import { activation } from './basic/activation.ts';
import { dense } from './basic/dense.ts';
import { ordinalThresholds } from './basic/ordinal-thresholds.ts';
import { softmax } from './basic/softmax.ts';
import { avgPool } from './convolution/avg-pool.ts';
import { conv2d } from './convolution/conv2d.ts';
import { depthwiseConv2d } from './convolution/depthwise-conv2d.ts';
import { globalPool } from './convolution/global-pool.ts';
import { maxPool } from './convolution/max-pool.ts';
import { separableConv2d } from './convolution/separable-conv2d.ts';
import { transposedConv2d } from './convolution/transposed-conv2d.ts';
import { upsample2d } from './convolution/upsample2d.ts';
import { add } from './merge/add.ts';
import { average } from './merge/average.ts';
import { concat } from './merge/concat.ts';
import { learnedSum } from './merge/learned-sum.ts';
import { mixture } from './merge/mixture.ts';
import { multiply } from './merge/multiply.ts';
import { reverseGradient } from './merge/reverse-gradient.ts';
import { selector } from './merge/selector.ts';
import { stopGradient } from './merge/stop-gradient.ts';
import { batchNorm } from './regularisation/batch-norm.ts';
import { dropout } from './regularisation/dropout.ts';
import { l2Normalize } from './regularisation/l2-normalize.ts';
import { layerNorm } from './regularisation/layer-norm.ts';
import { attentionPool } from './sequence/attention-pool.ts';
import { conv1d } from './sequence/conv1d.ts';
import { embedding } from './sequence/embedding.ts';
import { gru } from './sequence/gru.ts';
import { lstm } from './sequence/lstm.ts';
import { multiHeadAttention } from './sequence/multi-head-attention.ts';
import { pickStep } from './sequence/pick-step.ts';
import { positionEmbedding } from './sequence/position-embedding.ts';
import { repeat } from './sequence/repeat.ts';
import { taskEmbedding } from './sequence/task-embedding.ts';
import { transformerBlock } from './sequence/transformer-block.ts';
import { flatten } from './shape/flatten.ts';
import { reshape } from './shape/reshape.ts';
import { slice } from './shape/slice.ts';
import type { LayerKind } from './types.ts';

/** Refuses, at compile time, an entry whose key is not its own `kind`. */
const catalogue = <T extends { readonly [K in keyof T]: LayerKind<Record<string, unknown>, K & string> }>(entries: T): T =>
  entries;

const entries = catalogue({
  dense,
  ordinalThresholds,
  activation,
  softmax,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  transposedConv2d,
  upsample2d,
  maxPool,
  avgPool,
  globalPool,
  embedding,
  positionEmbedding,
  taskEmbedding,
  conv1d,
  gru,
  lstm,
  multiHeadAttention,
  transformerBlock,
  attentionPool,
  pickStep,
  repeat,
  flatten,
  reshape,
  slice,
  concat,
  add,
  multiply,
  average,
  mixture,
  selector,
  learnedSum,
  stopGradient,
  reverseGradient,
  dropout,
  batchNorm,
  layerNorm,
  l2Normalize,
  gaussianNoise,
  randomShift,
  randomFlip,
  cutout,
  tokenDropout,
});

export type LayerKindId = keyof typeof entries;

/** Every layer kind by name, in the order of the palette. A new kind is one file and one line here. */
export const layers: Readonly<Record<LayerKindId, LayerKind>> & Readonly<Record<string, LayerKind>> = entries;
