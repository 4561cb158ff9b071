import { DiagnosticError, diagnostic } from '../util/diagnostics.ts';
import type { Shape, Window2D } from './types.ts';

export const sizeOf = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

/** A shape in words, for messages: «64 × 10»; a scalar is «1», an extent that may be anything (null) is «d». */
export const describeShape = (shape: readonly (number | null)[]): string =>
  shape.length === 0 ? '1' : shape.map((extent) => extent ?? 'd').join(' × ');

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((extent, axis) => extent === b[axis]);

/** Like `sameShape`, where null stands for any extent. */
export const fitsShape = (shape: Shape, wanted: readonly (number | null)[]): boolean =>
  shape.length === wanted.length && shape.every((extent, axis) => wanted[axis] === null || wanted[axis] === extent);

/** Row-major strides. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}

/** numpy's rule: align at the last axis; an extent of 1 stretches. Throws `shape.broadcast`. */
export function broadcastShapes(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new DiagnosticError(diagnostic('shape.broadcast', { a: describeShape(a), b: describeShape(b) }));
    }
    return left === 1 ? right : left;
  });
}

/** The spatial extents that a window gives on an image [N, H, W, C]. Throws `shape.window` where it does not fit. */
export function windowOutput(shape: Shape, window: Window2D): [height: number, width: number] {
  const [, height = 0, width = 0] = shape;
  const [top, bottom, left, right] = window.pad;
  const spanH = (window.kernel[0] - 1) * window.dilation[0] + 1;
  const spanW = (window.kernel[1] - 1) * window.dilation[1] + 1;
  const outH = Math.floor((height + top + bottom - spanH) / window.stride[0]) + 1;
  const outW = Math.floor((width + left + right - spanW) / window.stride[1]) + 1;
  if (outH < 1 || outW < 1) {
    throw new DiagnosticError(
      diagnostic('shape.window', { window: describeShape(window.kernel), shape: describeShape(shape.slice(1, 3)) }),
    );
  }
  return [outH, outW];
}

/** TensorFlow's «same» padding: ⌈extent / stride⌉ outputs, the odd zero at the end. */
export function samePadding(extent: number, kernel: number, stride: number, dilation: number): [before: number, after: number] {
  const outputs = Math.ceil(extent / stride);
  const total = Math.max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - extent);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}
