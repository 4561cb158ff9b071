import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const excessMtlTwin: MethodTwin = {
  id: 'excess-mtl',
  source: ({ step }) => python`
    """ExcessMTL (He et al., ICML 2024): more weight for tasks whose risk is farther above what is possible."""

    needs, honours = "gradients", "factor"

    def __init__(self):
        self.squares = self.first = self.weights = None

    def combine(self, step, gradients):
        self.squares = gradients.square() + (0 if self.squares is None else self.squares)
        excess = (gradients.square() / (self.squares + 1e-7).sqrt()).double().sum(1).tolist()
        n = len(excess)
        self.first = [old if old > 0 else new for old, new in zip(self.first or [0.0] * n, excess)]
        powers = [
            math.log(weight) + (${String(step)} * e / first if first > 0 else 0.0)
            for weight, e, first in zip(self.weights or [1.0] * n, excess, self.first)
        ]
        grown = [max(math.exp(power - max(powers)), 5e-324) for power in powers]
        self.weights = [max(n * value / sum(grown), 5e-324) for value in grown]
        return self.weights, gradients
  `,
};
