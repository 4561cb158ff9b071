import { python } from '../python.ts';
import { amongMoving, fairWeights } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const nashMtlTwin: MethodTwin = {
  id: 'nash-mtl',
  helpers: [amongMoving, fairWeights],
  source: ({ maxNorm }) => python`
    """Nash-MTL (Navon et al., ICML 2022): the bargain w with Kw = 1/w, by damped Newton steps instead of the published convex program."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        def rule(gramian, _):
            weights = fair_weights(gramian, 1)
            return [weight * min(1.0, ${String(maxNorm)} / max(length_of(gramian, weights), 5e-324)) for weight in weights]

        return among_moving(step.gramian, rule)
  `,
};
