import * as tf from '@tensorflow/tfjs-core';
import type { BinaryFn, UnaryFn } from '../../../../core/program/types.ts';
import { type Kernel, mutable } from './kernel.ts';

export const unaryOps: Record<UnaryFn, (x: tf.Tensor) => tf.Tensor> = {
  neg: (x) => tf.neg(x),
  abs: (x) => tf.abs(x),
  sign: (x) => tf.sign(x),
  step: (x) => tf.step(x),
  square: (x) => tf.square(x),
  sqrt: (x) => tf.sqrt(x),
  rsqrt: (x) => tf.rsqrt(x),
  reciprocal: (x) => tf.reciprocal(x),
  exp: (x) => tf.exp(x),
  log: (x) => tf.log(x),
  sin: (x) => tf.sin(x),
  cos: (x) => tf.cos(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  relu: (x) => tf.relu(x),
  floor: (x) => tf.floor(x),
};

/** Truth values as 1 and 0. */
const asNumber = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32');

export const binaryOps: Record<BinaryFn, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  max: (a, b) => tf.maximum(a, b),
  min: (a, b) => tf.minimum(a, b),
  greater: (a, b) => asNumber(tf.greater(a, b)),
  greaterEqual: (a, b) => asNumber(tf.greaterEqual(a, b)),
  equal: (a, b) => asNumber(tf.equal(a, b)),
};

export const unary: Kernel<'unary'> = ({ attributes }) => unaryOps[attributes.fn];

export const binary: Kernel<'binary'> = ({ attributes }) => binaryOps[attributes.fn];

/** condition ≠ 0 ? a : b */
export const chosen = (condition: tf.Tensor, a: tf.Tensor, b: tf.Tensor, zero: tf.Tensor): tf.Tensor =>
  tf.where(tf.notEqual(condition, zero), a, b);

export const select: Kernel<'select'> = (_, context) => {
  const zero = context.scalar(0);
  return (condition, a, b) => chosen(condition, a, b, zero);
};

export const toFloat: Kernel<'toFloat'> = () => (x) => tf.cast(x, 'float32');

export const fill: Kernel<'fill'> =
  ({ attributes }) =>
  () =>
    tf.fill(mutable(attributes.shape), attributes.value);

/** The identity: its factor concerns gradients, which are already part of the program. */
export const scaleGradient: Kernel<'scaleGradient'> = () => (x) => tf.clone(x);
