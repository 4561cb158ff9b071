import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const krumTwin: MethodTwin = {
  id: 'krum',
  source: ({ faulty, kept }) => python`
    """Krum (Blanchard et al., NeurIPS 2017): the mean of the gradients that are nearest to most others."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        k, n, faulty = step.gramian, len(step.gramian), ${String(faulty)}
        if n < faulty + 3:
            return [1 / n] * n
        scores = [
            sum(sorted(k[i][i] + k[j][j] - 2 * k[i][j] for j in range(n) if j != i)[:n - faulty - 2]) for i in range(n)
        ]
        chosen = sorted(range(n), key=lambda i: scores[i])[:${String(kept)}]
        return [1 / len(chosen) if i in chosen else 0.0 for i in range(n)]
  `,
};
