import { python } from '../python.ts';
import { positive } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const go4alignTwin: MethodTwin = {
  id: 'go4align',
  helpers: [positive],
  source: ({ step }) => python`
    """GO4Align (Shen et al., NeurIPS 2024), with every task a group of its own."""

    needs, honours = "losses", "factor"

    def __init__(self):
        self.shares = None

    def weigh(self, step):
        n = len(step.losses)
        if n == 1:
            return [1.0]
        known = [positive(loss) for loss in step.losses]
        grown = [share * math.exp(-${String(step)} * loss) for share, loss in zip(self.shares or [1 / n] * n, known)]
        self.shares = [share / sum(grown) for share in grown]
        return [share * sum(known) / loss for share, loss in zip(self.shares, known)]
  `,
};
