import type { LayerKindId } from '../../../../core/layers/registry.ts';
import { multiHeadAttention, transformerBlock } from './attention.ts';
import { conv1d, conv2d, depthwiseConv2d, separableConv2d, transposedConv2d } from './convolutions.ts';
import { dense } from './dense.ts';
import { avgPool, globalPool, maxPool, upsample2d } from './images.ts';
import { activation, add, multiply } from './merges.ts';
import { batchNorm, layerNorm } from './norms.ts';
import { gru, lstm } from './recurrent.ts';
import type { Twin } from './twin.ts';

/** Layers for which ONNX has an operation, or a few. All others are written from their primitives. */
export const twins: { readonly [K in LayerKindId]?: Twin } = {
  dense,
  activation,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  transposedConv2d,
  upsample2d,
  maxPool,
  avgPool,
  globalPool,
  conv1d,
  gru,
  lstm,
  multiHeadAttention,
  transformerBlock,
  add,
  multiply,
  batchNorm,
  layerNorm,
};
