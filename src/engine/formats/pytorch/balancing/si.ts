import { python } from '../python.ts';
import { positive } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const siTwin: MethodTwin = {
  id: 'si',
  helpers: [positive],
  source: () => python`
    """Scale-invariant: the gradient of the sum of the logarithms of the losses."""

    needs, honours = "losses", "factor"

    def weigh(self, step):
        return [1.0] if len(step.losses) == 1 else [1 / positive(loss) for loss in step.losses]
  `,
};
