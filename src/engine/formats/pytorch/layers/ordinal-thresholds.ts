import { ordinalThresholds } from '../../../../core/layers/basic/ordinal-thresholds.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'OrdinalThresholds',
  source: python`
    class OrdinalThresholds(nn.Module):
        """One score [N, 1] against learned thresholds, all of which share its weights (CORAL: Cao et al., 2020)."""

        def __init__(self, thresholds):
            super().__init__()
            self.bias = nn.Parameter(torch.zeros(thresholds))

        def forward(self, x):
            return x + self.bias
  `,
};

export const ordinalThresholdsTwin = twinOf(ordinalThresholds, ({ self, params, one }) => ({
  module: `OrdinalThresholds(${params.thresholds})`,
  helpers: [module],
  result: `${self}(${real(one())})`,
  places: { bias: { name: 'bias' } },
}));
