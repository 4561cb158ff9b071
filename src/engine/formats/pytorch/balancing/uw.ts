import { python } from '../python.ts';
import { learned } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const uwTwin: MethodTwin = {
  id: 'uw',
  helpers: [learned],
  source: ({ rate }) => python`
    """Uncertainty weighting (Kendall et al., CVPR 2018): the gradient of the sum of (exp(-s) L + s) / 2, s learned by Adam."""

    needs, honours = "losses", "factor"

    def __init__(self):
        self.log_variances = None

    def weigh(self, step):
        if len(step.losses) == 1:
            return [1.0]
        if self.log_variances is None:
            self.log_variances = Learned([0.0] * len(step.losses))
        numbers = list(self.log_variances.numbers)
        self.log_variances.step([0.5 * (1 - math.exp(-s) * loss) for s, loss in zip(numbers, step.losses)], ${String(rate)})
        return [0.5 * math.exp(-s) for s in numbers]
  `,
};
