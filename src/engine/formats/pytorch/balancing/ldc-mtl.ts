import { python } from '../python.ts';
import { learned, positive } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const ldcMtlTwin: MethodTwin = {
  id: 'ldc-mtl',
  helpers: [learned, positive],
  source: ({ control, rate }) => python`
    """Loss discrepancy control (LDC-MTL, 2025): the weighted mean of the losses, and the differences between neighbouring weighted ones."""

    needs, honours = "losses", "factor"

    def __init__(self):
        self.theta = None

    def weigh(self, step):
        n = len(step.losses)
        if n == 1:
            return [1.0]
        if self.theta is None:
            self.theta = Learned([0.0] * n)
        own = [1 / (1 + math.exp(-theta)) for theta in self.theta.numbers]
        known = [positive(loss) for loss in step.losses]
        weighted = [weight * loss for weight, loss in zip(own, known)]
        signs = [(a > b) - (a < b) for a, b in zip(weighted, weighted[1:])]
        ahead, behind = signs + [0], [0] + signs
        factors = [1 / sum(own) + ${String(control)} * (a - b) for a, b in zip(ahead, behind)]
        self.theta.step([f * loss * weight * (1 - weight) for f, loss, weight in zip(factors, known, own)], ${String(rate)})
        return [factor * weight for factor, weight in zip(factors, own)]
  `,
};
