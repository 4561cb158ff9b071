import * as tf from '@tensorflow/tfjs-core';
import { randomKeyLength } from '../../../../core/program/counter-random.ts';
import { sizeOf } from '../../../../core/program/shapes.ts';
import { type Kernel, mutable } from './kernel.ts';

const half = 4096;

/**
 * `counterUniform` of core/program/counter-random.ts for every element at once. Every intermediate is an integer below 2²⁴, so that f32
 * arithmetic on any device gives the same bits; a remainder is x − 4096·⌊x/4096⌋, whose division is by a power of two and thus exact.
 */
export const random: Kernel<'random'> = ({ attributes }, context) => {
  const count = sizeOf(attributes.shape);
  const lefts = Float32Array.from({ length: count }, (_, i) => Math.floor(i / half) % half);
  const rights = Float32Array.from({ length: count }, (_, i) => i % half);
  const [left0, right0] = [context.keep(tf.tensor1d(lefts)), context.keep(tf.tensor1d(rights))];
  const [size, inverse] = [context.scalar(half), context.scalar(1 / half)];
  const [shrink, unit] = [context.scalar(1 / 32), context.scalar(1 / (half * half))];
  const remainder = (x: tf.Tensor): tf.Tensor => tf.sub(x, tf.mul(tf.floor(tf.mul(x, inverse)), size));
  return (key) => {
    let [left, right] = [left0, right0];
    for (let round = 0; round < randomKeyLength; round++) {
      const t = remainder(tf.add(right, tf.slice(key, [round], [1])));
      const mixed = tf.add(tf.add(left, tf.floor(tf.mul(tf.square(t), shrink))), t);
      [left, right] = [right, remainder(mixed)];
    }
    return tf.reshape(tf.mul(tf.add(tf.mul(left, size), right), unit), mutable(attributes.shape));
  };
};
