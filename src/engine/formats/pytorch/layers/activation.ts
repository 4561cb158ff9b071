import { activation } from '../../../../core/layers/basic/activation.ts';
import { activated } from './activations.ts';
import { real, twinOf } from './twin.ts';

export const activationTwin = twinOf(activation, ({ params, one }) => ({
  result: activated(real(one()), params.activation, params.slope),
}));
