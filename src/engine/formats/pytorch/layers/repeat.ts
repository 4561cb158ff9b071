import { repeat } from '../../../../core/layers/sequence/repeat.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const repeatTwin = twinOf(repeat, ({ one, at: arriving, output }) => ({
  result: `${real(one())}.unsqueeze(1).expand(-1, ${at(output.shape, 0)}, -1)`,
  mask: arriving('like')[0]?.mask ?? null,
}));
