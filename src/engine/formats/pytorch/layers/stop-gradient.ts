import { stopGradient } from '../../../../core/layers/merge/stop-gradient.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const stopGradientTwin = twinOf(stopGradient, ({ one }) => ({ result: `${real(one())}.detach()` }));
