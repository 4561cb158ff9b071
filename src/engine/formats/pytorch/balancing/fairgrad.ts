import { python } from '../python.ts';
import { amongMoving, fairWeights } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const fairgradTwin: MethodTwin = {
  id: 'fairgrad',
  helpers: [amongMoving, fairWeights],
  source: ({ alpha }) => python`
    """FairGrad (Ban and Ji, ICML 2024): w with Kw = w^(-1/alpha)."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        return among_moving(step.gramian, lambda gramian, _: fair_weights(gramian, ${String(alpha)}))
  `,
};
