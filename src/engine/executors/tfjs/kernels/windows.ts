import * as tf from '@tensorflow/tfjs-core';
import type { Shape, Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { type Kernel, type KernelContext, mutable } from './kernel.ts';
import { addTiles, areTiles, tilesOf } from './tiles.ts';
import { cellsOfPixels, gridOf, type IndexTable, pixelsOfWindows } from './window-indices.ts';

/** [N, R, C] → [N, indices.length, C]: row `indices[i]` of R, or the constant `nothing` where the table says «outside». */
function rowGatherer(table: IndexTable, batch: number, channels: number, nothing: number, context: KernelContext) {
  const indices = context.keep(tf.tensor1d(table.indices, 'int32'));
  const extra = table.hasOutside ? context.keep(tf.fill([batch, 1, channels], nothing)) : null;
  return (rows: tf.Tensor): tf.Tensor => tf.gather(extra ? tf.concat([rows, extra], 1) : rows, indices, 1);
}

/** x [N, H, W, C] → [N, positions, cells, C]: what each position of the window sees; `nothing` outside the image. */
export function windowsOf(image: Shape, window: Window2D, nothing: number, context: KernelContext) {
  if (areTiles(window)) return tilesOf(image, window, nothing);
  const [batch, channels] = [at(image, 0), at(image, 3)];
  const grid = gridOf(image, window);
  const table = pixelsOfWindows(grid);
  const take = rowGatherer(table, batch, channels, nothing, context);
  return (x: tf.Tensor): tf.Tensor =>
    tf.reshape(take(tf.reshape(x, [batch, grid.height * grid.width, channels])), [
      batch,
      grid.outHeight * grid.outWidth,
      table.columns,
      channels,
    ]);
}

/** The transpose of `windowsOf`: [N, positions, cells, C] → [N, H, W, C], overlaps added in a fixed order. */
export function addWindows(image: Shape, window: Window2D, context: KernelContext) {
  if (areTiles(window)) return addTiles(image, window);
  const [batch, height, width, channels] = [at(image, 0), at(image, 1), at(image, 2), at(image, 3)];
  const table = cellsOfPixels(gridOf(image, window));
  const take = rowGatherer(table, batch, channels, 0, context);
  return (cells: tf.Tensor): tf.Tensor => {
    const found = tf.reshape(take(tf.reshape(cells, [batch, table.outside, channels])), [
      batch,
      height * width,
      table.columns,
      channels,
    ]);
    return tf.reshape(table.columns === 1 ? found : tf.sum(found, 2), mutable(image));
  };
}

export const unfold: Kernel<'unfold'> = (op, context) => {
  const take = windowsOf(context.shapeOf(at(op.inputs, 0)), op.attributes.window, 0, context);
  const shape = mutable(context.shapeOf(op.output));
  return (x) => tf.reshape(take(x), shape);
};

export const fold: Kernel<'fold'> = (op, context) => addWindows(context.shapeOf(op.output), op.attributes.window, context);
