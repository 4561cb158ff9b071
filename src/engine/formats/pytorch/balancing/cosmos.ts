import { python } from '../python.ts';
import { positive, preference, vectors } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const cosmosTwin: MethodTwin = {
  id: 'cosmos',
  helpers: [positive, preference, vectors],
  source: ({ pull }) => python`
    """COSMOS (Ruchte and Grabocka, 2021): the gradient of rL - pull · cos(r, L), r the weights of the tasks as parts of 1."""

    needs, honours = "losses", "prior"

    def weigh(self, step):
        if len(step.losses) == 1:
            return [1.0]
        r, known = preference(step.nominal), [positive(loss) for loss in step.losses]
        seen, both = inner(known, known), inner(r, known)
        size = math.sqrt(inner(r, r) * seen)
        return [share - ${String(pull)} * (share / size - both * loss / (size * seen)) for share, loss in zip(r, known)]
  `,
};
