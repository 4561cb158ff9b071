import type { OpKind } from '../../../../core/program/types.ts';
import { gather, matmul, oneHot, reduce, scatterAdd } from './algebra.ts';
import { binary, fill, logSoftmax, scaleGradient, select, softmax, softmaxCrossEntropy, toFloat, unary } from './elementwise.ts';
import type { Emission } from './emission.ts';
import { broadcast, concat, pad, reshape, slice, transpose } from './layout.ts';
import { avgPool, avgPoolGrad, fold, maxPool, maxPoolGrad, unfold } from './windows.ts';

/** How every primitive is written. Only training draws random numbers: a network that predicts has none. */
export const emissions: { readonly [K in Exclude<OpKind, 'random'>]: Emission<K> } = {
  unary,
  binary,
  select,
  toFloat,
  reshape,
  transpose,
  slice,
  concat,
  pad,
  broadcast,
  reduce,
  matmul,
  gather,
  scatterAdd,
  oneHot,
  unfold,
  fold,
  maxPool,
  maxPoolGrad,
  avgPool,
  avgPoolGrad,
  softmax,
  logSoftmax,
  softmaxCrossEntropy,
  scaleGradient,
  fill,
};
