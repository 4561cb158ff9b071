import { at } from '../../util/assert-never.ts';
import { counterUniform } from '../counter-random.ts';
import { sizeOf } from '../shapes.ts';
import type { Kernel } from './kernel.ts';

export const random: Kernel<'random'> = ({ inputs, shape }) => {
  const key = at(inputs, 0).data;
  const out = new Float64Array(sizeOf(shape));
  for (let i = 0; i < out.length; i++) out[i] = counterUniform(i, key);
  return out;
};

export const fill: Kernel<'fill'> = ({ attributes, shape }) => new Float64Array(sizeOf(shape)).fill(attributes.value);
