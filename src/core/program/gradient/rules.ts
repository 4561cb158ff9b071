import { binary, broadcast, scaleGradient, select, toFloat, unary } from './elementwise.ts';
import { concat, pad, reshape, slice, transpose } from './layout.ts';
import { fill, gather, logSoftmax, matmul, oneHot, random, reduce, scatterAdd, softmax, softmaxCrossEntropy } from './linear.ts';
import type { GradientRules } from './rule.ts';
import { avgPool, avgPoolGrad, fold, maxPool, maxPoolGrad, unfold } from './windows.ts';

/** How every primitive hands its gradient on, in primitives. */
export const gradientRules: GradientRules = {
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
  random,
  scaleGradient,
  fill,
};
