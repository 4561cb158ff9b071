import { python } from '../python.ts';
import { amongMoving, positive, shortest } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const mgdaTwin: MethodTwin = {
  id: 'mgda',
  helpers: [amongMoving, positive, shortest],
  source: ({ normalise }) => python`
    """MGDA (Sener and Koltun, NeurIPS 2018): the shortest vector in the convex hull of the gradients, exact by an active set."""

    needs, honours = "gramian", "scaling"
    by_length, by_loss = ${normalise === 'length' || normalise === 'both' ? 'True' : 'False'}, ${normalise === 'loss' || normalise === 'both' ? 'True' : 'False'}

    def weigh(self, step):
        def rule(gramian, tasks):
            norms, _ = directions_of(gramian)
            divisors = [
                (norm if self.by_length else 1.0) * (positive(step.losses[place]) if self.by_loss else 1.0)
                for norm, place in zip(norms, tasks)
            ]
            divided = [[value / (a * b) for value, b in zip(row, divisors)] for row, a in zip(gramian, divisors)]
            return [weight / divisor for weight, divisor in zip(shortest_in_hull(divided), divisors)]

        return among_moving(step.gramian, rule)
  `,
};
