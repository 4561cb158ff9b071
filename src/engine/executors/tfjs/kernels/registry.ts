import type { OpKind, OpOf } from '../../../../core/program/types.ts';
import { binary, fill, scaleGradient, select, toFloat, unary } from './elementwise.ts';
import { gather, oneHot, scatterAdd } from './indexing.ts';
import type { Kernel, KernelContext, Run } from './kernel.ts';
import { matmul } from './matmul.ts';
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pooling.ts';
import { random } from './random.ts';
import { logSoftmax, reduce, softmax, softmaxCrossEntropy } from './reduce.ts';
import { broadcast, concat, pad, reshape, slice, transpose } from './shape.ts';
import { fold, unfold } from './windows.ts';

/** One kernel per primitive; the compiler refuses a registry that lacks one. */
const kernels: { readonly [K in OpKind]: Kernel<K> } = {
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

/** Prepares one operation for the backend of the context. */
export function prepare<K extends OpKind>(op: OpOf<K>, context: KernelContext): Run {
  return kernels[op.kind](op, context);
}
