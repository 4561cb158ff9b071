import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../../core/program/shapes.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { type Kernel, mutable } from './kernel.ts';

/** How many numbers a one-hot matrix may have at a time (4 MB). */
const largestOneHot = 1 << 20;

export const gather: Kernel<'gather'> = () => (table, ids) => tf.gather(table, ids);

/** tf.oneHot refuses a depth of 1, and on wasm it writes integers whatever type it is asked for. */
function encode(ids: tf.Tensor, depth: number): tf.Tensor {
  if (depth > 1) return tf.cast(tf.oneHot(ids, depth, 1, 0, 'int32'), 'float32');
  return tf.expandDims(tf.cast(tf.equal(ids, tf.scalar(0, 'int32')), 'float32'), -1);
}

export const oneHot: Kernel<'oneHot'> =
  ({ attributes }) =>
  (ids) =>
    encode(ids, attributes.depth);

/**
 * The product of the transposed one-hot matrix of the ids with the updates, some rows at a time. wasm has no UnsortedSegmentSum, and the
 * one of webgpu adds with float atomics, whose order is left to chance; this runs everywhere and always gives the same bits.
 */
export const scatterAdd: Kernel<'scatterAdd'> = (op, context) => {
  const [idsShape, updatesShape] = [context.shapeOf(at(op.inputs, 0)), context.shapeOf(at(op.inputs, 1))];
  const count = sizeOf(idsShape);
  const rest = updatesShape.slice(idsShape.length);
  const { rows } = op.attributes;
  const chunk = Math.max(1, Math.min(rows, Math.floor(largestOneHot / Math.max(1, count))));
  return (ids, updates) => {
    const flatIds = tf.reshape(ids, [count]);
    const flatUpdates = tf.reshape(updates, [count, sizeOf(rest)]);
    const parts: tf.Tensor[] = [];
    for (let from = 0; from < rows; from += chunk) {
      const depth = Math.min(chunk, rows - from);
      parts.push(
        tf.tidy(() => {
          const local = from === 0 ? flatIds : tf.sub(flatIds, tf.scalar(from, 'int32'));
          return tf.matMul(tf.transpose(encode(local, depth)), flatUpdates);
        }),
      );
    }
    return tf.reshape(tf.concat(parts, 0), mutable([rows, ...rest]));
  };
};
