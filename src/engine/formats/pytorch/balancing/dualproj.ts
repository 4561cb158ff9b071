import { python } from '../python.ts';
import { amongMoving, projected } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const dualprojTwin: MethodTwin = {
  id: 'dualproj',
  helpers: [amongMoving, projected],
  source: () => python`
    """DualProj (Lopez-Paz and Ranzato, 2017): the mean gradient, projected so that it opposes no task's."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        tasks = len(step.gramian)
        return among_moving(step.gramian, lambda gramian, moving: projected(gramian, [1 / tasks] * len(moving)))
  `,
};
