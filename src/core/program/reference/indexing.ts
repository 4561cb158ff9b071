import { at, invariant } from '../../util/assert-never.ts';
import { sizeOf } from '../shapes.ts';
import { type Kernel, outside } from './kernel.ts';

export const gather: Kernel<'gather'> = ({ inputs, shape }) => {
  const table = at(inputs, 0);
  const width = sizeOf(table.shape.slice(1));
  const out = new Float64Array(sizeOf(shape));
  at(inputs, 1).data.forEach((id, i) => {
    invariant(id >= 0 && id < at(table.shape, 0), `row ${id} is in the table`);
    out.set(table.data.subarray(id * width, (id + 1) * width), i * width);
  });
  return out;
};

export const scatterAdd: Kernel<'scatterAdd'> = ({ attributes, inputs, shape }) => {
  const updates = at(inputs, 1);
  const width = sizeOf(shape.slice(1));
  const out = new Float64Array(sizeOf(shape));
  at(inputs, 0).data.forEach((id, i) => {
    invariant(id >= 0 && id < attributes.rows, `row ${id} is in the table`);
    for (let j = 0; j < width; j++)
      out[id * width + j] = (out[id * width + j] ?? outside) + (updates.data[i * width + j] ?? outside);
  });
  return out;
};

export const oneHot: Kernel<'oneHot'> = ({ attributes, inputs, shape }) => {
  const out = new Float64Array(sizeOf(shape));
  at(inputs, 0).data.forEach((id, i) => {
    if (id >= 0 && id < attributes.depth) out[i * attributes.depth + id] = 1;
  });
  return out;
};
