import { activation } from '../../../../core/layers/basic/activation.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';
import { activated } from './activations.ts';

export const activationTwin = twinOf(activation, ({ params, one }) => ({
  result: activated(real(one()), params.activation, params.slope),
}));
