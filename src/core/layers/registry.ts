import { activation } from './activation.ts';
import { add } from './add.ts';
import { attentionPool } from './attention-pool.ts';
import { average } from './average.ts';
import { avgPool } from './avg-pool.ts';
import { batchNorm } from './batch-norm.ts';
import { concat } from './concat.ts';
import { conv1d } from './conv1d.ts';
import { conv2d } from './conv2d.ts';
import { cutout } from './cutout.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import { flatten } from './flatten.ts';
import { gaussianNoise } from './gaussian-noise.ts';
import { globalPool } from './global-pool.ts';
import { gru } from './gru.ts';
import { l2Normalize } from './l2-normalize.ts';
import { layerNorm } from './layer-norm.ts';
import { learnedSum } from './learned-sum.ts';
import { lstm } from './lstm.ts';
import { maxPool } from './max-pool.ts';
import { mixture } from './mixture.ts';
import { multiHeadAttention } from './multi-head-attention.ts';
import { multiply } from './multiply.ts';
import { ordinalThresholds } from './ordinal-thresholds.ts';
import { pickStep } from './pick-step.ts';
import { positionEmbedding } from './position-embedding.ts';
import { randomFlip } from './random-flip.ts';
import { randomShift } from './random-shift.ts';
import { repeat } from './repeat.ts';
import { reshape } from './reshape.ts';
import { reverseGradient } from './reverse-gradient.ts';
import { selector } from './selector.ts';
import { separableConv2d } from './separable-conv2d.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { stopGradient } from './stop-gradient.ts';
import { taskEmbedding } from './task-embedding.ts';
import { tokenDropout } from './token-dropout.ts';
import { transformerBlock } from './transformer-block.ts';
import { transposedConv2d } from './transposed-conv2d.ts';
import type { LayerKind } from './types.ts';
import { upsample2d } from './upsample2d.ts';

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

/** The layer kind of that name, where there is one. */
export const layerKind = (kind: string): LayerKind | undefined => (Object.hasOwn(layers, kind) ? layers[kind] : undefined);
