import { python } from '../python.ts';
import { positive, preference, vectors } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const pbiTwin: MethodTwin = {
  id: 'pbi',
  helpers: [positive, preference, vectors],
  source: ({ penalty }) => python`
    """Penalty boundary intersection: the gradient of the way along the line of the tasks' weights plus a penalty times the way off it."""

    needs, honours = "losses", "prior"

    def weigh(self, step):
        if len(step.losses) == 1:
            return [1.0]
        shares, known = preference(step.nominal), [positive(loss) for loss in step.losses]
        line = [share / math.sqrt(inner(shares, shares)) for share in shares]
        along = inner(line, known)
        off = [loss - along * part for loss, part in zip(known, line)]
        distance = math.sqrt(inner(off, off))
        apart = distance > 1e-12 * along  # nearer than sums are exact it stands on the line
        return [part + (${String(penalty)} * o / distance if apart else 0.0) for part, o in zip(line, off)]
  `,
};
