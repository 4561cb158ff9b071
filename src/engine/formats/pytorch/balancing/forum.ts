import { python } from '../python.ts';
import { learned, softmax, vectors } from './helpers.ts';
import { upperShares } from './on-simplex.ts';
import type { MethodTwin } from './twin.ts';

export const forumTwin: MethodTwin = {
  id: 'forum',
  helpers: [learned, softmax, vectors, upperShares],
  source: ({ innerSteps, phi, rate }) => python`
    """FORUM (Ye et al., ECAI 2024): along the validation losses, as far as the fall of the weighted training loss in a few steps is held down."""

    needs, honours = "lookahead", "ignored"
    ahead = ${String(innerSteps)}

    def __init__(self):
        self.alpha, self.shares, self.steps = None, None, 0

    def before(self, step):
        if self.alpha is None:
            n = len(step.nominal)
            self.alpha, self.shares = Learned([0.0] * n), [0.0] * n
        return softmax(self.alpha.numbers)

    def weigh(self, step):
        """Of the T gradients of the training losses, and of the T of the validation losses."""
        n, own, upper, between = len(step.nominal), step.own, step.upper, step.products
        if n == 1:
            return [1.0, 0.0]
        w = softmax(self.alpha.numbers)
        norms = [math.sqrt(max(0.0, upper[m][m])) for m in range(n)]
        unit = lambda value, *lengths: value / math.prod(length if length > 0 else 1.0 for length in lengths)
        cosines = [[unit(upper[i][j], norms[i], norms[j]) for j in range(n)] for i in range(n)]
        along = [unit(sum(w[t] * between[t][m] for t in range(n)), norms[m]) for m in range(n)]
        falls = [before - after for before, after in zip(step.losses, step.losses_ahead)]
        mean = inner(w, falls)
        of_alpha = [share * (fall - mean) for share, fall in zip(w, falls)]
        square = max(0.0, inner(w, times(own, w))) + inner(of_alpha, of_alpha)
        best = upper_shares(cosines, along, square, ${String(phi)})
        self.steps += 1
        self.shares = [old + (new - old) / self.steps for old, new in zip(self.shares, best)]
        nu = max(0.0, ${String(phi)} - inner(self.shares, along) / square) if square > 0 else 0.0
        self.alpha.step([nu * slope for slope in of_alpha], ${String(rate)})
        return [nu * weight for weight in w] + [unit(share, norm) for share, norm in zip(self.shares, norms)]
  `,
};
