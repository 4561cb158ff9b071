import { python } from '../python.ts';
import { amongMoving, learned, shortest, softmax } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const momlTwin: MethodTwin = {
  id: 'moml',
  helpers: [amongMoving, learned, shortest, softmax],
  source: ({ rate }) => python`
    """MOML (Ye et al., NeurIPS 2021): weights w = softmax(alpha) that lower all validation losses after a trial step, by MGDA on alpha."""

    needs, honours = "validation", "ignored"

    def __init__(self):
        self.alpha = None

    def before(self, step):
        if self.alpha is None:
            self.alpha = Learned([0.0] * len(step.nominal))
        return softmax(self.alpha.numbers)

    def weigh(self, step):
        n = len(step.nominal)
        if n == 1:
            return [1.0]
        w, units = softmax(self.alpha.numbers), []
        for m in range(n):
            gains = [step.products[t][m] for t in range(n)]
            slope = [share * (gain - inner(w, gains)) for share, gain in zip(w, gains)]
            length = math.sqrt(inner(slope, slope))
            units.append([-value / length if length > 0 else 0.0 for value in slope])
        products = [[inner(a, b) for b in units] for a in units]
        shares = among_moving(products, lambda gramian, _: shortest_in_hull(gramian))
        self.alpha.step([sum(share * unit[t] for share, unit in zip(shares, units)) for t in range(n)], ${String(rate)})
        return softmax(self.alpha.numbers)
  `,
};
