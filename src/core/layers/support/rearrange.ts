import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';

/**
 * Rows or columns of images [N, H, W, C] rearranged sample by sample: `rows` [N, H, H] or `columns` [N, W, W] tell with a 1 at [i, j] that
 * place i receives what was at place j; a row of zeros leaves the place empty. A matrix product, so that nothing leaves the device.
 */
export function rearrangeRows(b: ProgramBuilder, x: Tensor, rows: Tensor): Tensor {
  const [n, h, w, c] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2), at(x.shape, 3)];
  return b.reshape(b.matmul(rows, b.reshape(x, [n, h, w * c])), x.shape);
}

/** The same for columns. */
export function rearrangeColumns(b: ProgramBuilder, x: Tensor, columns: Tensor): Tensor {
  const [n, h, w, c] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2), at(x.shape, 3)];
  if (c === 1) return b.reshape(b.matmul(b.reshape(x, [n, h, w]), columns, false, true), x.shape);
  return b.transpose(rearrangeRows(b, b.transpose(x, [0, 2, 1, 3]), columns), [0, 2, 1, 3]);
}

/** A constant matrix [size, size] of f(row, column). */
export const table = (b: ProgramBuilder, size: number, f: (row: number, column: number) => number): Tensor =>
  b.constant(() => Array.from({ length: size * size }, (_, i) => f(Math.floor(i / size), i % size)), [size, size]);
