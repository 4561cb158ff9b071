import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const weightedSum: Helper = {
  name: 'weighted_sum',
  source: python`
    def weighted_sum(weights, experts):
        """The sum of experts [N, ...] by their weights [N or 1, experts]."""
        return sum(weights[:, i].reshape(-1, *[1] * (x.dim() - 1)) * x for i, x in enumerate(experts))
  `,
};
