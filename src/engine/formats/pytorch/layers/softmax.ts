import { softmax } from '../../../../core/layers/basic/softmax.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const softmaxTwin = twinOf(softmax, ({ one }) => ({ result: `${real(one())}.softmax(-1)` }));
