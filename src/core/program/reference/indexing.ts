import { at, invariant } from '../../util/assert-never.ts';
import { sizeOf } from '../shapes.ts';
import { type Kernel, outside } from './kernel.ts';

export const gather: Kernel<'gather'> = ({ inputs, shape }) => {
  const { data: table, shape: from } = at(inputs, 0);
  const rows = at(from, 0);
  const width = sizeOf(from.slice(1));
  const out = new Float64Array(sizeOf(shape));
  let next = 0;
  for (const id of at(inputs, 1).data) {
    invariant(id >= 0 && id < rows, 'every id is a row of the table');
    for (let j = 0; j < width; j++) out[next++] = table[id * width + j] ?? outside;
  }
  return out;
};

export const scatterAdd: Kernel<'scatterAdd'> = ({ attributes, inputs, shape }) => {
  const updates = at(inputs, 1).data;
  const width = sizeOf(shape.slice(1));
  const out = new Float64Array(sizeOf(shape));
  let next = 0;
  for (const id of at(inputs, 0).data) {
    invariant(id >= 0 && id < attributes.rows, 'every id is a row of the table');
    for (let j = 0; j < width; j++) out[id * width + j] = (out[id * width + j] ?? outside) + (updates[next++] ?? outside);
  }
  return out;
};

export const oneHot: Kernel<'oneHot'> = ({ attributes, inputs, shape }) => {
  const out = new Float64Array(sizeOf(shape));
  at(inputs, 0).data.forEach((id, i) => {
    if (id >= 0 && id < attributes.depth) out[i * attributes.depth + id] = 1;
  });
  return out;
};
