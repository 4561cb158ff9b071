import { python } from '../python.ts';
import { positive, preference, softmax } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const stchTwin: MethodTwin = {
  id: 'stch',
  helpers: [positive, preference, softmax],
  source: ({ mu, compare }) => python`
    """Smooth Tchebycheff (Lin et al., ICML 2024): the gradient of mu log sum exp(lambda_i x_i / mu), x the losses or their logarithms
    against the means of the first epoch."""

    needs, honours = "losses", "prior"
    logarithms = ${compare === 'logarithms' ? 'True' : 'False'}

    def __init__(self):
        self.steps, self.sums = 0, None

    def weigh(self, step):
        n, mu = len(step.losses), ${String(mu)}
        if n == 1:
            return [1.0]
        prior = preference(step.nominal)
        known = [positive(loss) for loss in step.losses]
        if not self.logarithms:
            shares = softmax([share * loss / mu for share, loss in zip(prior, known)])
            return [share * own for share, own in zip(shares, prior)]
        if step.number <= step.steps_per_epoch:
            self.sums = [a + b for a, b in zip(self.sums or [0.0] * n, known)]
            self.steps += 1
            return [n * share for share in prior]
        first = [total / self.steps if self.steps else 1.0 for total in self.sums or [1.0] * n]
        fallen = [n * share * math.log(loss / positive(old) + 1e-8) for share, loss, old in zip(prior, known, first)]
        shares = softmax([value / mu for value in fallen])
        return [n ** 2 * share * own / loss for share, own, loss in zip(shares, prior, known)]
  `,
};
