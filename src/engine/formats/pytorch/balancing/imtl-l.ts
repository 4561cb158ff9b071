import { python } from '../python.ts';
import { learned } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const imtlLTwin: MethodTwin = {
  id: 'imtl-l',
  helpers: [learned],
  source: ({ rate }) => python`
    """IMTL-L (Liu et al., ICLR 2021): the gradient of the sum of exp(s) L - s, s learned by Adam."""

    needs, honours = "losses", "factor"

    def __init__(self):
        self.scales = None

    def weigh(self, step):
        if len(step.losses) == 1:
            return [1.0]
        if self.scales is None:
            self.scales = Learned([0.0] * len(step.losses))
        factors = [math.exp(s) for s in self.scales.numbers]
        self.scales.step([factor * loss - 1 for factor, loss in zip(factors, step.losses)], ${String(rate)})
        return factors
  `,
};
