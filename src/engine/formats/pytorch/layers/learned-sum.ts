import { learnedSum } from '../../../../core/layers/merge/learned-sum.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'LearnedSum',
  source: python`
    class LearnedSum(nn.Module):
        """Inputs of one shape, added up by learned factors: cross-stitch (Misra et al., 2016). With subspaces the last axis is cut into parts,
        and every part of the result is a sum of all parts that arrive (sluice networks: Ruder et al., 2019)."""

        def __init__(self, inputs, subspaces=1):
            super().__init__()
            self.coefficients = nn.Parameter(torch.zeros(subspaces, inputs * subspaces))

        def forward(self, *inputs):
            subspaces = self.coefficients.shape[0]
            parts = [x.reshape(-1, subspaces, x.shape[-1] // subspaces if x.dim() > 1 else 1) for x in inputs]
            return (self.coefficients @ torch.cat(parts, 1)).reshape(inputs[0].shape)
  `,
};

export const learnedSumTwin = twinOf(learnedSum, ({ self, params, at }) => ({
  module: `LearnedSum(${at('in').length}${params.subspaces > 1 ? `, subspaces=${params.subspaces}` : ''})`,
  helpers: [module],
  result: `${self}(${at('in').map(real).join(', ')})`,
  places: { coefficients: { name: 'coefficients' } },
}));
