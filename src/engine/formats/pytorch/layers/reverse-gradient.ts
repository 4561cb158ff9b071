import { reverseGradient } from '../../../../core/layers/merge/reverse-gradient.ts';
import { twinOf } from '../../code/twin.ts';
import { scaleGradient } from '../helpers/gradients.ts';
import { real } from '../python.ts';

export const reverseGradientTwin = twinOf(reverseGradient, ({ params, one }) =>
  params.factor === 0
    ? { result: `${real(one())}.detach()` }
    : { helpers: [scaleGradient], result: `ScaleGradient.apply(${real(one())}, ${-params.factor})` },
);
