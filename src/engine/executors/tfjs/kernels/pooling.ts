import * as tf from '@tensorflow/tfjs-core';
import type { Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { type Kernel, mutable } from './kernel.ts';
import { cellsInside, gridOf } from './window-indices.ts';
import { addWindows, windowsOf } from './windows.ts';

/** Smaller than any activation, and finite, because shaders may treat infinities as they like. */
const lowest = -3.4e38;

const undilated = ({ dilation }: Window2D): boolean => dilation[0] === 1 && dilation[1] === 1;

/** The settings of a window in tfjs's words: paddings as [before, after] for each of the four axes. */
interface TfjsWindow {
  readonly filterSize: [height: number, width: number];
  readonly strides: [height: number, width: number];
  readonly pad: [[number, number], [number, number], [number, number], [number, number]];
  readonly dimRoundingMode: 'floor';
}

function tfjsWindow({ kernel, stride, pad }: Window2D): TfjsWindow {
  return {
    filterSize: [kernel[0], kernel[1]],
    strides: [stride[0], stride[1]],
    pad: [
      [0, 0],
      [pad[0], pad[1]],
      [pad[2], pad[3]],
      [0, 0],
    ],
    dimRoundingMode: 'floor',
  };
}

export const maxPool: Kernel<'maxPool'> = (op, context) => {
  const { window } = op.attributes;
  if (undilated(window)) {
    const { filterSize, strides, pad, dimRoundingMode } = tfjsWindow(window);
    return (x) => tf.maxPool<tf.Tensor4D>(tf.reshape(x, mutableImage(x)), filterSize, strides, pad, dimRoundingMode);
  }
  const take = windowsOf(context.shapeOf(at(op.inputs, 0)), window, lowest, context);
  const shape = mutable(context.shapeOf(op.output));
  return (x) => tf.reshape(tf.max(take(x), 2), shape);
};

/**
 * The first maximum of each window receives the gradient: of the cells that equal the maximum, the one with the most cells after it.
 * tfjs's own MaxPoolGrad follows other rules on other backends (on wasm, the last maximum, and a wrong cell among negative numbers).
 */
export const maxPoolGrad: Kernel<'maxPoolGrad'> = (op, context) => {
  const image = context.shapeOf(at(op.inputs, 0));
  const { window } = op.attributes;
  const take = windowsOf(image, window, lowest, context);
  const add = addWindows(image, window, context);
  const grid = gridOf(image, window);
  const cells = window.kernel[0] * window.kernel[1];
  const rank = context.keep(
    tf.tensor4d(
      Array.from({ length: cells }, (_, cell) => cells - cell),
      [1, 1, cells, 1],
    ),
  );
  const gradientShape = [at(image, 0), grid.outHeight * grid.outWidth, 1, at(image, 3)];
  const one = context.scalar(1);
  // 1 where a cell equals the largest one, without a comparison, which is slow on wasm where shapes differ.
  const isLargest = (a: tf.Tensor): tf.Tensor => tf.sub(one, tf.step(tf.sub(tf.max(a, 2, true), a)));
  return (x, dy) => {
    const seen = take(x);
    const candidates = tf.mul(isLargest(seen), rank);
    const first = isLargest(candidates);
    return add(tf.mul(first, tf.reshape(dy, gradientShape)));
  };
};

/** One over the number of cells inside the image, for each position, [1, positions, 1]. */
function inverseCounts(counts: Float32Array): tf.Tensor {
  return tf.tensor3d(
    counts.map((count) => 1 / Math.max(1, count)),
    [1, counts.length, 1],
  );
}

export const avgPool: Kernel<'avgPool'> = (op, context) => {
  const { window } = op.attributes;
  const image = context.shapeOf(at(op.inputs, 0));
  if (undilated(window)) {
    const { filterSize, strides, pad, dimRoundingMode } = tfjsWindow(window);
    return (x) => tf.avgPool<tf.Tensor4D>(tf.reshape(x, mutableImage(x)), filterSize, strides, pad, dimRoundingMode);
  }
  const take = windowsOf(image, window, 0, context);
  const inverse = context.keep(inverseCounts(cellsInside(gridOf(image, window))));
  const shape = mutable(context.shapeOf(op.output));
  return (x) => tf.reshape(tf.mul(tf.sum(take(x), 2), inverse), shape);
};

export const avgPoolGrad: Kernel<'avgPoolGrad'> = (op, context) => {
  const image = context.shapeOf(op.output);
  const { window } = op.attributes;
  const [batch, channels] = [at(image, 0), at(image, 3)];
  const grid = gridOf(image, window);
  const positions = grid.outHeight * grid.outWidth;
  const cells = window.kernel[0] * window.kernel[1];
  // One copy per cell of the window: a product with it stretches the gradient and shares it out at once.
  const shares = tf.tidy(() => tf.tile(tf.expandDims(inverseCounts(cellsInside(grid)), 2), [1, 1, cells, 1]));
  context.keep(shares);
  const add = addWindows(image, window, context);
  return (dy) => add(tf.mul(tf.reshape(dy, [batch, positions, 1, channels]), shares));
};

/** The shape as the four numbers that tfjs's image functions ask for. */
function mutableImage({ shape }: tf.Tensor): [number, number, number, number] {
  return [at(shape, 0), at(shape, 1), at(shape, 2), at(shape, 3)];
}
