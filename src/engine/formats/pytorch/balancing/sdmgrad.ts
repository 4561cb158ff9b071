import { python } from '../python.ts';
import { ontoSimplex, vectors } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const sdmgradTwin: MethodTwin = {
  id: 'sdmgrad',
  helpers: [ontoSimplex, vectors],
  source: ({ lambda, rate }) => python`
    """SDMGrad (Xiao et al., NeurIPS 2023): 20 steps of projected descent on the products of the gradients of two further batches."""

    needs, honours = "batches", "factor"

    def __init__(self):
        self.numbers = None

    def weigh(self, step):
        n, leaning = len(step.nominal), ${String(lambda)}
        size = (sum(math.sqrt(max(0.0, step.across[i][i])) for i in range(n)) / n) ** 2
        own = [[value / size if size > 0 else 0.0 for value in row] for row in step.across]
        w, speed = self.numbers or [1 / n] * n, [0.0] * n
        for _ in range(20):
            pulls = times(own, [weight + leaning / n for weight in w])
            speed = [0.5 * value + pull for value, pull in zip(speed, pulls)]
            w = onto_simplex([weight - ${String(rate)} * value for weight, value in zip(w, speed)])
        self.numbers = w
        return [(weight + leaning / n) / (1 + leaning) for weight in w]
  `,
};
