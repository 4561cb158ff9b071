import { dense } from '../../../../core/layers/basic/dense.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { pyBoolean, real } from '../python.ts';
import { activated } from './activations.ts';
import { penaltiesOf } from './penalties.ts';

export const denseTwin = twinOf(dense, ({ self, params, frozen, one }) => {
  const { units, useBias, activation } = params;
  return {
    module: `nn.Linear(${listed(String(last(one().shape)), String(units), !useBias && `bias=${pyBoolean(useBias)}`)})`,
    result: activated(`${self}(${real(one())})`, activation),
    places: { kernel: { name: 'weight', permutation: [1, 0] }, bias: { name: 'bias' } },
    penalties: penaltiesOf(params, frozen, `${self}.weight`),
  };
});
