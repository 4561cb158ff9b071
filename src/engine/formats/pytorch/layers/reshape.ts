import { reshape } from '../../../../core/layers/shape/reshape.ts';
import { sameShape } from '../../../../core/program/shapes.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';
import { padded } from './padded.ts';

export const reshapeTwin = twinOf(reshape, ({ one, output }) => {
  if (sameShape(one().shape, output.shape)) return { result: real(one()) };
  const { code, helpers } = padded(one());
  return { helpers, result: `${code}.reshape(${['-1', ...output.shape].join(', ')})`, mask: null };
});
