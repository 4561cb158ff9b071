import { python } from '../python.ts';
import { amongMoving, directions, pseudoSolve, vectors } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const configTwin: MethodTwin = {
  id: 'config',
  helpers: [amongMoving, directions, pseudoSolve, vectors],
  source: () => python`
    """ConFIG (Liu et al., ICLR 2025): the direction at the same angle to all gradients, as long as their projections on it together."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        def rule(gramian, _):
            norms, cosines = directions_of(gramian)
            shares = [share / norm for share, norm in zip(pseudo_solve(cosines, [1.0] * len(norms)), norms)]
            products = times(gramian, shares)
            square = inner(shares, products)
            return [share * sum(products) / square if square > 0 else 0.0 for share in shares]

        return among_moving(step.gramian, rule)
  `,
};
