import { python } from '../python.ts';
import { amongMoving, pseudoSolve, shortest } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const imtlGTwin: MethodTwin = {
  id: 'imtl-g',
  helpers: [amongMoving, pseudoSolve, shortest],
  source: () => python`
    """IMTL-G (Liu et al., ICLR 2021): the direction whose projection on every gradient is equally long."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        def rule(gramian, _):
            norms, cosines = directions_of(gramian)
            shares = [share / norm for share, norm in zip(pseudo_solve(cosines, [1.0] * len(norms)), norms)]
            if abs(sum(shares)) <= 1e-9 * sum(abs(share) for share in shares):
                return shortest_in_hull(gramian)  # they cancel out
            return [share / sum(shares) for share in shares]

        return among_moving(step.gramian, rule)
  `,
};
