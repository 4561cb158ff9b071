import { flatten } from '../../../../core/layers/shape/flatten.ts';
import { twinOf } from '../../code/twin.ts';
import { padded } from './padded.ts';

export const flattenTwin = twinOf(flatten, ({ one }) => {
  const { code, helpers } = padded(one());
  return { helpers, result: one().shape.length > 1 ? `${code}.flatten(1)` : code };
});
