import { python } from '../python.ts';
import { positive } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const glsTwin: MethodTwin = {
  id: 'gls',
  helpers: [positive],
  source: () => python`
    """Geometric loss strategy (Chennupati et al., CVPR Workshops 2019): the gradient of the geometric mean of the losses."""

    needs, honours = "losses", "factor"

    def weigh(self, step):
        n = len(step.losses)
        if n == 1:
            return [1.0]
        known = [positive(loss) for loss in step.losses]
        mean = math.exp(sum(math.log(loss) for loss in known) / n)
        return [mean / (n * loss) for loss in known]
  `,
};
