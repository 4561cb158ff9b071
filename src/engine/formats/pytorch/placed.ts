import { sizeOf, stridesOf } from '../../../core/program/shapes.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { Place } from '../code/twin.ts';

/** The shape of a parameter in its module. */
export function placedShape(shape: readonly number[], { permutation, shape: reshaped }: Place): readonly number[] {
  return reshaped ?? permutation?.map((axis) => at(shape, axis)) ?? shape;
}

/** Numbers of a parameter of that shape in the order in which its module holds them. */
export function placed<N extends ArrayLike<number>>(values: N, shape: readonly number[], { permutation }: Place): Float32Array {
  if (!permutation) return Float32Array.from(values);
  const strides = stridesOf(shape);
  const [extents, steps] = [permutation.map((axis) => at(shape, axis)), permutation.map((axis) => at(strides, axis))];
  const result = new Float32Array(sizeOf(shape));
  const index = new Array<number>(extents.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = at(values, from);
    for (let axis = extents.length - 1; axis >= 0; axis--) {
      index[axis] = at(index, axis) + 1;
      from += at(steps, axis);
      if (at(index, axis) < at(extents, axis)) break;
      from -= at(steps, axis) * at(extents, axis);
      index[axis] = 0;
    }
  }
  return result;
}
