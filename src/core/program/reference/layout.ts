import { at } from '../../util/assert-never.ts';
import { sizeOf, stridesOf } from '../shapes.ts';
import { numbersAt, stridedIndices } from './indices.ts';
import { type Kernel, outside } from './kernel.ts';

/** The operations that only move numbers about. */

export const reshape: Kernel<'reshape'> = ({ inputs }) => at(inputs, 0).data;

export const transpose: Kernel<'transpose'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const own = stridesOf(from);
  const strides = attributes.permutation.map((axis) => at(own, axis));
  return numbersAt(data, stridedIndices(shape, strides));
};

const offsetOf = (coordinates: readonly number[], strides: readonly number[]): number =>
  coordinates.reduce((sum, coordinate, axis) => sum + coordinate * at(strides, axis), 0);

export const slice: Kernel<'slice'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const strides = stridesOf(from);
  return numbersAt(data, stridedIndices(shape, strides, offsetOf(attributes.begin, strides)));
};

/** Puts the numbers of a tensor at these places of `out`, one after the other. */
function putAt(out: Float64Array, indices: Int32Array, data: Float64Array): void {
  for (let i = 0; i < indices.length; i++) out[indices[i] ?? outside] = data[i] ?? outside;
}

export const pad: Kernel<'pad'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const strides = stridesOf(shape);
  const out = new Float64Array(sizeOf(shape));
  putAt(out, stridedIndices(from, strides, offsetOf(attributes.before, strides)), data);
  return out;
};

export const concat: Kernel<'concat'> = ({ attributes, inputs, shape }) => {
  const strides = stridesOf(shape);
  const out = new Float64Array(sizeOf(shape));
  let start = 0;
  for (const { data, shape: from } of inputs) {
    putAt(out, stridedIndices(from, strides, start * at(strides, attributes.axis)), data);
    start += at(from, attributes.axis);
  }
  return out;
};
