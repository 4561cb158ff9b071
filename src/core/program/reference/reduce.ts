import { at } from '../../util/assert-never.ts';
import { sizeOf } from '../shapes.ts';
import { broadcastIndices } from './indices.ts';
import { type Kernel, outside } from './kernel.ts';

export const reduce: Kernel<'reduce'> = ({ attributes, inputs, shape }) => {
  const { data, shape: from } = at(inputs, 0);
  const max = attributes.fn === 'max';
  const out = new Float64Array(sizeOf(shape)).fill(max ? Number.NEGATIVE_INFINITY : 0);
  // The kept shape broadcasts back to the input's, which says where every element goes.
  const targets = broadcastIndices(from, shape);
  for (let i = 0; i < data.length; i++) {
    const target = targets[i] ?? outside;
    const held = out[target] ?? outside;
    const x = data[i] ?? outside;
    out[target] = max ? Math.max(held, x) : held + x;
  }
  return out;
};
