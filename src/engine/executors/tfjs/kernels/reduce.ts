import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const reduce: Kernel<'reduce'> = ({ attributes }) => {
  const axes = [...attributes.axes];
  return attributes.fn === 'sum' ? (x) => tf.sum(x, axes, true) : (x) => tf.max(x, axes, true);
};

export const softmax: Kernel<'softmax'> = () => (x) => tf.softmax(x);

/** x − max − log Σ exp(x − max), over the last axis. */
function stableLogSoftmax(x: tf.Tensor): tf.Tensor {
  const shifted = tf.sub(x, tf.max(x, -1, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
}

export const logSoftmax: Kernel<'logSoftmax'> = () => stableLogSoftmax;

export const softmaxCrossEntropy: Kernel<'softmaxCrossEntropy'> = () => (logits, targets) =>
  tf.neg(tf.sum(tf.mul(targets, stableLogSoftmax(logits)), -1));
