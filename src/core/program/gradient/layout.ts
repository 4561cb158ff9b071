import { at } from '../../util/assert-never.ts';
import { sizeOf } from '../shapes.ts';
import { broadcastTo, constantOf, reshapeTo } from './algebra.ts';
import type { GradientRule } from './rule.ts';

export const reshape: GradientRule<'reshape'> = ({ b, inputs, output }) => [
  (dy) => reshapeTo(b, dy, output.shape, at(inputs, 0).shape),
];

export const transpose: GradientRule<'transpose'> = ({ b, attributes: { permutation }, output }) => [
  (dy) => {
    if (sizeOf(dy.shape) === 1) return b.reshape(dy, []);
    const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
    return b.transpose(broadcastTo(b, dy, output.shape), inverse);
  },
];

export const slice: GradientRule<'slice'> = ({ b, attributes: { begin, size }, inputs, output }) => [
  (dy) => {
    const after = at(inputs, 0).shape.map((extent, axis) => extent - at(begin, axis) - at(size, axis));
    return b.pad(broadcastTo(b, dy, output.shape), begin, after);
  },
];

export const concat: GradientRule<'concat'> = ({ b, attributes: { axis }, inputs, output }) => {
  let start = 0;
  return inputs.map(({ shape }) => {
    const begin = shape.map((_, i) => (i === axis ? start : 0));
    start += at(shape, axis);
    return (dy) => (constantOf(b, dy) === null ? b.slice(broadcastTo(b, dy, output.shape), begin, shape) : dy);
  });
};

export const pad: GradientRule<'pad'> = ({ b, attributes: { before }, inputs, output }) => [
  (dy) => (constantOf(b, dy) === null ? b.slice(broadcastTo(b, dy, output.shape), before, at(inputs, 0).shape) : dy),
];
