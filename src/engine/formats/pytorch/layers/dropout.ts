import { dropout } from '../../../../core/layers/regularisation/dropout.ts';
import { real, twinOf } from './twin.ts';

export const dropoutTwin = twinOf(dropout, ({ self, params, one }) => ({
  module: `nn.Dropout(${params.rate})`,
  result: `${self}(${real(one())})`,
}));
