import { python } from '../python.ts';
import { learned } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const autoLambdaTwin: MethodTwin = {
  id: 'auto-lambda',
  helpers: [learned],
  source: ({ start, rate }) => python`
    """Auto-lambda (Liu et al., TMLR 2022): weights that lower the validation losses after a trial step; the derivative is exact."""

    needs, honours = "validation", "prior"

    def __init__(self):
        self.weights = None

    def before(self, step):
        if self.weights is None:
            self.weights = Learned([${String(start)}] * len(step.nominal))
        return self.weights.numbers

    def weigh(self, step):
        n = len(step.nominal)
        if n == 1:
            return [1.0]
        slopes = [-sum(step.nominal[m] * step.products[t][m] for m in range(n)) for t in range(n)]
        self.weights.step(slopes, ${String(rate)})
        self.weights.numbers = [max(0.0, weight) for weight in self.weights.numbers]
        return self.weights.numbers
  `,
};
