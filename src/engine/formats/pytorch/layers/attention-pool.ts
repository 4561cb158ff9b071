import { attentionPool } from '../../../../core/layers/sequence/attention-pool.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { maskedSoftmax } from '../helpers/masks.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'AttentionPool',
  needs: [maskedSoftmax],
  source: python`
    class AttentionPool(nn.Module):
        """[N, L, F] -> [N, F]: a mean weighed by query · tanh(Wx + b) over the positions that are not padding."""

        def __init__(self, features, units):
            super().__init__()
            self.hidden = nn.Linear(features, units)
            self.query = nn.Linear(units, 1, bias=False)

        def forward(self, x, mask=None):
            scores = self.query(torch.tanh(self.hidden(x))).squeeze(-1)
            shares = scores.softmax(-1) if mask is None else masked_softmax(scores, mask)
            return (shares.unsqueeze(1) @ x).squeeze(1)
  `,
};

export const attentionPoolTwin = twinOf(attentionPool, ({ self, params, one }) => ({
  module: `AttentionPool(${last(one().shape)}, ${params.units})`,
  helpers: [module],
  result: `${self}(${listed(real(one()), one().mask)})`,
  places: {
    kernel: { name: 'hidden.weight', permutation: [1, 0] },
    bias: { name: 'hidden.bias' },
    query: { name: 'query.weight', permutation: [1, 0] },
  },
}));
