import { tokenDropout } from '../../../../core/layers/augmentation/token-dropout.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python } from '../python.ts';

const module: Helper = {
  name: 'TokenDropout',
  source: python`
    class TokenDropout(nn.Module):
        """While it trains some token ids become another one; 0 (padding) never."""

        def __init__(self, rate, replacement):
            super().__init__()
            self.rate, self.replacement = rate, replacement

        def forward(self, ids):
            if not self.training:
                return ids
            drawn = torch.rand(ids.shape, device=ids.device) < self.rate
            return ids.masked_fill(drawn & (ids > 0), self.replacement)
  `,
};

export const tokenDropoutTwin = twinOf(tokenDropout, ({ self, params, one }) => ({
  module: `TokenDropout(${params.rate}, ${params.replacement})`,
  helpers: [module],
  result: `${self}(${one().code})`,
  mask: one().mask,
}));
