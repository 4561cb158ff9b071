import { at } from '../../util/assert-never.ts';
import { sizeOf, stridesOf } from '../shapes.ts';
import type { Shape } from '../types.ts';
import { outside } from './kernel.ts';

/** base + Σ coordinate · stride for every element of `shape`, in row-major order. */
export function stridedIndices(shape: Shape, strides: readonly number[], base = 0): Int32Array {
  const indices = new Int32Array(sizeOf(shape)).fill(base, 0, 1);
  // From the innermost axis outwards: what is there is repeated, each time a stride further.
  let known = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const stride = at(strides, axis);
    const end = known * at(shape, axis);
    for (let i = known; i < end; i++) indices[i] = (indices[i - known] ?? outside) + stride;
    known = end;
  }
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

/** The numbers at these places, one after the other. */
export function numbersAt(data: Float64Array, indices: Int32Array): Float64Array {
  const out = new Float64Array(indices.length);
  for (let i = 0; i < out.length; i++) out[i] = data[indices[i] ?? outside] ?? outside;
  return out;
}
