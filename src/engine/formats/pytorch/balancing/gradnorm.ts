import { python } from '../python.ts';
import { directions, positive } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const gradnormTwin: MethodTwin = {
  id: 'gradnorm',
  helpers: [directions, positive],
  lastShared: ({ on }) => on === 'last',
  source: ({ alpha, rate }) => python`
    """GradNorm (Chen et al., ICML 2018): weights that make weighted gradients as long as tasks are behind."""

    needs, honours = "gramian", "factor"

    def __init__(self):
        self.first = self.numbers = None

    def weigh(self, step):
        n = len(step.losses)
        if n == 1:
            return [1.0]
        known = [positive(loss) for loss in step.losses]
        weights, self.first = self.numbers or [1.0] * n, self.first or known
        kept = [now / then for now, then in zip(known, self.first)]
        norms, _ = directions_of(step.gramian)
        middle = sum(norm * weight for norm, weight in zip(norms, weights)) / n
        moved = []
        for weight, norm, left in zip(weights, norms, kept):
            wanted = middle * (left / (sum(kept) / n)) ** ${String(alpha)}
            sign = (weight * norm > wanted) - (weight * norm < wanted)
            moved.append(max(1e-3, weight - ${String(rate)} * norm * sign))
        self.numbers = [weight / (sum(moved) / n) for weight in moved]
        return weights
  `,
};
