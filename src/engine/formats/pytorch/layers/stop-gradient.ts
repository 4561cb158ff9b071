import { stopGradient } from '../../../../core/layers/merge/stop-gradient.ts';
import { real, twinOf } from './twin.ts';

export const stopGradientTwin = twinOf(stopGradient, ({ one }) => ({ result: `${real(one())}.detach()` }));
