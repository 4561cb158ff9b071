import { binary, broadcast, scaleGradient, select, toFloat, unary } from './elementwise.ts';
import { fill, random } from './generate.ts';
import { gather, oneHot, scatterAdd } from './indexing.ts';
import type { Kernels } from './kernel.ts';
import { concat, pad, reshape, slice, transpose } from './layout.ts';
import { matmul } from './matmul.ts';
import { reduce } from './reduce.ts';
import { logSoftmax, softmax, softmaxCrossEntropy } from './softmax.ts';
import { avgPool, avgPoolGrad, fold, maxPool, maxPoolGrad, unfold } from './windows.ts';

/** A float64 kernel for every primitive: plain loops, the oracle of every other executor. */
export const kernels: Kernels = {
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
