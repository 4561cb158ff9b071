import { at } from '../../util/assert-never.ts';
import { sizeOf, stridesOf } from '../shapes.ts';
import { stridedIndices } from './indices.ts';
import { type Kernel, outside } from './kernel.ts';

/** The operations that only move numbers about. */

export const reshape: Kernel<'reshape'> = ({ inputs }) => at(inputs, 0).data;

export const transpose: Kernel<'transpose'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const own = stridesOf(from);
  const strides = attributes.permutation.map((axis) => at(own, axis));
  return Float64Array.from(stridedIndices(shape, strides), (index) => data[index] ?? outside);
};

const offsetOf = (coordinates: readonly number[], strides: readonly number[]): number =>
  coordinates.reduce((sum, coordinate, axis) => sum + coordinate * at(strides, axis), 0);

export const slice: Kernel<'slice'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const strides = stridesOf(from);
  const indices = stridedIndices(shape, strides, offsetOf(attributes.begin, strides));
  return Float64Array.from(indices, (index) => data[index] ?? outside);
};

export const pad: Kernel<'pad'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const strides = stridesOf(shape);
  const out = new Float64Array(sizeOf(shape));
  stridedIndices(from, strides, offsetOf(attributes.before, strides)).forEach((index, i) => {
    out[index] = data[i] ?? outside;
  });
  return out;
};

export const concat: Kernel<'concat'> = ({ attributes, inputs, shape }) => {
  const strides = stridesOf(shape);
  const out = new Float64Array(sizeOf(shape));
  let start = 0;
  for (const { data, shape: from } of inputs) {
    stridedIndices(from, strides, start * at(strides, attributes.axis)).forEach((index, i) => {
      out[index] = data[i] ?? outside;
    });
    start += at(from, attributes.axis);
  }
  return out;
};
