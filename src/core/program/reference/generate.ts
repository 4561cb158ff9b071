import { at } from '../../util/assert-never.ts';
import { counterUniform } from '../counter-random.ts';
import { sizeOf } from '../shapes.ts';
import type { Kernel } from './kernel.ts';

export const random: Kernel<'random'> = ({ inputs, shape }) => {
  const key = at(inputs, 0).data;
  return Float64Array.from({ length: sizeOf(shape) }, (_, i) => counterUniform(i, key));
};

export const fill: Kernel<'fill'> = ({ attributes, shape }) => new Float64Array(sizeOf(shape)).fill(attributes.value);
