import { softmax } from '../../../../core/layers/basic/softmax.ts';
import { real, twinOf } from './twin.ts';

export const softmaxTwin = twinOf(softmax, ({ one }) => ({ result: `${real(one())}.softmax(-1)` }));
