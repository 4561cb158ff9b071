import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const equalTwin: MethodTwin = {
  id: 'equal',
  source: () => python`
    """Equal weights: a step along the sum of the losses, each times its task's weight."""

    needs, honours = "nothing", "factor"

    def weigh(self, step):
        return [1.0] * len(step.nominal)
  `,
};
