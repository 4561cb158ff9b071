import { at } from '../../util/assert-never.ts';
import { stridesOf } from '../shapes.ts';
import type { Shape } from '../types.ts';

/** base + Σ coordinate · stride for every element of `shape`, in row-major order. */
export function stridedIndices(shape: Shape, strides: readonly number[], base = 0): Int32Array {
  let indices = Int32Array.of(base);
  shape.forEach((extent, axis) => {
    const stride = at(strides, axis);
    const finer = new Int32Array(indices.length * extent);
    let next = 0;
    for (const index of indices) for (let i = 0; i < extent; i++) finer[next++] = index + i * stride;
    indices = finer;
  });
  return indices;
}

/** For every element of `shape`, the element of a tensor `from` that numpy's broadcasting puts there. */
export function broadcastIndices(shape: Shape, from: Shape): Int32Array {
  const own = stridesOf(from);
  const missing = shape.length - from.length;
  return stridedIndices(
    shape,
    shape.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : at(own, axis - missing))),
  );
}
