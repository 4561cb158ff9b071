import * as tf from '@tensorflow/tfjs-core';
import { at } from '../../../../core/util/assert-never.ts';
import { type Kernel, mutable } from './kernel.ts';

export const reshape: Kernel<'reshape'> = ({ attributes }) => {
  const shape = mutable(attributes.shape);
  return (x) => tf.reshape(x, shape);
};

export const transpose: Kernel<'transpose'> = ({ attributes }) => {
  const permutation = [...attributes.permutation];
  return (x) => tf.transpose(x, permutation);
};

export const slice: Kernel<'slice'> = ({ attributes }) => {
  const begin = [...attributes.begin];
  const size = [...attributes.size];
  return (x) => tf.slice(x, begin, size);
};

export const concat: Kernel<'concat'> =
  ({ attributes }) =>
  (...parts) =>
    tf.concat([...parts], attributes.axis);

export const pad: Kernel<'pad'> = ({ attributes }) => {
  const paddings = attributes.before.map((before, axis): [number, number] => [before, at(attributes.after, axis)]);
  return (x) => tf.pad(x, paddings);
};

/** tfjs's Tile is slow on wasm; adding to zeros stretches too, and is fast. */
export const broadcast: Kernel<'broadcast'> = (op, context) => {
  const shape = mutable(op.attributes.shape);
  if (context.backend !== 'wasm') return (x) => tf.broadcastTo(x, shape);
  const zeros = context.keep(tf.zeros(shape));
  return (x) => tf.add(x, zeros);
};
