import { l2Normalize } from '../../../../core/layers/regularisation/l2-normalize.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

export const normalized: Helper = {
  name: 'normalized',
  source: python`
    def normalized(x):
        """x divided by its length over the last axis; zeros stay zeros."""
        return x * x.square().sum(-1, keepdim=True).clamp(min=1e-12).rsqrt()
  `,
};

export const l2NormalizeTwin = twinOf(l2Normalize, ({ one }) => ({
  helpers: [normalized],
  result: `normalized(${real(one())})`,
}));
