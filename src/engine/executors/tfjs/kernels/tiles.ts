import * as tf from '@tensorflow/tfjs-core';
import type { Shape, Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { gridOf } from './window-indices.ts';

/** True where windows lie side by side: then no pixel is in two of them, and finding their cells is a transposition. */
export const areTiles = ({ kernel, stride, dilation }: Window2D): boolean =>
  kernel[0] === stride[0] && kernel[1] === stride[1] && Math.max(...dilation) === 1;

/** The zeros (or the lack of them) that make an image exactly its tiles: before and after, per axis; negative cuts off. */
function tileMargins(image: Shape, window: Window2D): { before: [number, number]; after: [number, number] } {
  const { height, width, outHeight, outWidth } = gridOf(image, window);
  const [top, , left] = window.pad;
  return {
    before: [top, left],
    after: [outHeight * window.kernel[0] - height - top, outWidth * window.kernel[1] - width - left],
  };
}

/** Pads or cuts the ends of the spatial axes of an image. */
function fitted(x: tf.Tensor, before: readonly [number, number], after: readonly [number, number], value: number): tf.Tensor {
  const sides = (pick: (n: number) => number): [number, number][] => [
    [0, 0],
    [pick(before[0]), pick(after[0])],
    [pick(before[1]), pick(after[1])],
    [0, 0],
  ];
  const added = sides((n) => Math.max(0, n));
  const padded = added.flat().some((n) => n > 0) ? tf.pad(x, added, value) : x;
  const cut = sides((n) => Math.max(0, -n));
  if (cut.flat().every((n) => n === 0)) return padded;
  return tf.slice(
    padded,
    cut.map(([from]) => from),
    padded.shape.map((extent, axis) => extent - at(at(cut, axis), 0) - at(at(cut, axis), 1)),
  );
}

/** As `windowsOf`, for windows side by side. */
export function tilesOf(image: Shape, window: Window2D, nothing: number) {
  const { outHeight, outWidth } = gridOf(image, window);
  const [batch, channels] = [at(image, 0), at(image, 3)];
  const { kernel } = window;
  const { before, after } = tileMargins(image, window);
  return (x: tf.Tensor): tf.Tensor => {
    const rows = tf.reshape(fitted(x, before, after, nothing), [batch * outHeight, kernel[0], outWidth, kernel[1] * channels]);
    return tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [batch, outHeight * outWidth, kernel[0] * kernel[1], channels]);
  };
}

/** As `addWindows`, for windows side by side. */
export function addTiles(image: Shape, window: Window2D) {
  const { outHeight, outWidth } = gridOf(image, window);
  const [batch, channels] = [at(image, 0), at(image, 3)];
  const { kernel } = window;
  const { before, after } = tileMargins(image, window);
  const flipped = (margins: [number, number]): [number, number] => [-margins[0], -margins[1]];
  return (cells: tf.Tensor): tf.Tensor => {
    const rows = tf.transpose(tf.reshape(cells, [batch * outHeight, outWidth, kernel[0], kernel[1] * channels]), [0, 2, 1, 3]);
    const whole = tf.reshape(rows, [batch, outHeight * kernel[0], outWidth * kernel[1], channels]);
    return tf.clone(fitted(whole, flipped(before), flipped(after), 0));
  };
}
