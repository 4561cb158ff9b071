import { dropout } from '../../../../core/layers/regularisation/dropout.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const dropoutTwin = twinOf(dropout, ({ self, params, one }) => ({
  module: `nn.Dropout(${params.rate})`,
  result: `${self}(${real(one())})`,
}));
