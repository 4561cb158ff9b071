import type { OpKind, OpOf } from '../../../../../core/program/types.ts';
import type { KernelPlanner, OpShapes, Recipe } from '../job.ts';
import { elementwise } from '../tape.ts';
import { gather, oneHot, random, scatterAdd } from './indexing.ts';
import { broadcast, concat, pad, slice, transpose } from './layout.ts';
import { matmul } from './matmul.ts';
import { logSoftmax, reduce, softmax, softmaxCrossEntropy } from './reduce.ts';
import { avgPool, avgPoolGrad, fold, maxPool, maxPoolGrad, unfold } from './windows.ts';

/** Needs no operation: a view of its input, or a constant that stands in memory from the beginning. */
const free = (): null => null;

/** How each primitive becomes operations of the table; the compiler refuses a registry that lacks one. */
const kernels: { readonly [K in OpKind]: KernelPlanner<K> } = {
  unary: elementwise,
  binary: elementwise,
  select: elementwise,
  toFloat: elementwise,
  reshape: free,
  transpose,
  slice,
  concat,
  pad,
  broadcast,
  reduce,
  matmul: (op, shapes) => matmul(op, shapes),
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
  scaleGradient: free,
  fill: free,
};

/**
 * How one operation by itself becomes operations of the table; null where it needs none. Throws where a program has an operation that this
 * executor does not: the choice then takes another, and says why.
 */
export function recipeOf<K extends OpKind>(op: OpOf<K>, shapes: OpShapes): Recipe | null {
  if (!Object.hasOwn(kernels, op.kind)) throw new Error(`it has no operation ${op.kind}`);
  return kernels[op.kind](op, shapes);
}
