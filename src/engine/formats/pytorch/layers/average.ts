import { average } from '../../../../core/layers/merge/average.ts';
import { twinOf } from '../../code/twin.ts';
import { combined } from './combined.ts';

export const averageTwin = twinOf(average, ({ at }) => {
  const parts = at('in');
  return { result: parts.length === 1 ? combined(parts, '+') : `(${combined(parts, '+')}) / ${parts.length}` };
});
