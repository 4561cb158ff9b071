import { python } from '../python.ts';
import { amongMoving, projected } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const upgradTwin: MethodTwin = {
  id: 'upgrad',
  helpers: [amongMoving, projected],
  source: () => python`
    """UPGrad (Quinton and Rey, 2024): every task's gradient is projected so that it opposes none, and what is left is added up; exact,
    without the regularisation that TorchJD adds."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        tasks = len(step.gramian)

        def rule(gramian, moving):
            each = [projected(gramian, [float(k == task) / tasks for k in range(len(moving))]) for task in range(len(moving))]
            return [sum(weights) for weights in zip(*each)]

        return among_moving(step.gramian, rule)
  `,
};
