import {
  binary,
  broadcast,
  logSoftmax,
  scaleGradient,
  select,
  softmax,
  softmaxCrossEntropy,
  toFloat,
  unary,
} from './elementwise.ts';
import { concat, pad, reduce, reshape, slice, transpose } from './layout.ts';
import { fill, gather, matmul, oneHot, random, scatterAdd } from './linear.ts';
import type { BatchingRules } from './rule.ts';
import { avgPool, avgPoolGrad, fold, maxPool, maxPoolGrad, unfold } from './windows.ts';

/** How every primitive is done to all members of a stack at once, in primitives. */
export const batchingRules: BatchingRules = {
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
