import { reverseGradient } from '../../../../core/layers/merge/reverse-gradient.ts';
import { scaleGradient } from '../helpers/gradients.ts';
import { real, twinOf } from './twin.ts';

export const reverseGradientTwin = twinOf(reverseGradient, ({ params, one }) =>
  params.factor === 0
    ? { result: `${real(one())}.detach()` }
    : { helpers: [scaleGradient], result: `ScaleGradient.apply(${real(one())}, ${-params.factor})` },
);
