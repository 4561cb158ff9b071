import { python } from '../python.ts';
import { ontoSimplex, vectors } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const modoTwin: MethodTwin = {
  id: 'modo',
  helpers: [ontoSimplex, vectors],
  source: ({ gamma, rho }) => python`
    """MoDo (Chen et al., NeurIPS 2023): weights by the products of the gradients of two further batches."""

    needs, honours = "batches", "factor"

    def __init__(self):
        self.weights = None

    def weigh(self, step):
        n = len(step.nominal)
        weights = self.weights or [1 / n] * n
        pulls = times(step.across, weights)
        self.weights = onto_simplex([w - ${String(gamma)} * (pull + ${String(rho)} * w) for w, pull in zip(weights, pulls)])
        return self.weights
  `,
};
