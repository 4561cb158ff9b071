import { python } from '../python.ts';
import { softmax } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const dwaTwin: MethodTwin = {
  id: 'dwa',
  helpers: [softmax],
  source: ({ temperature }) => python`
    """Dynamic weight average (Liu et al., CVPR 2019): T · softmax of how much of its loss a task kept from one epoch to the next."""

    needs, honours = "nothing", "factor"

    def __init__(self):
        self.epochs = self.steps = 0
        self.sums = self.counts = self.last = self.before = None

    def weigh(self, step):
        if self.epochs < 2:
            return [1.0] * len(step.nominal)
        kept = [now / then if then != 0 and math.isfinite(now / then) else 1.0 for now, then in zip(self.last, self.before)]
        return [len(kept) * share for share in softmax([ratio / ${String(temperature)} for ratio in kept])]

    def learn(self, step, losses):
        if self.sums is None:
            self.sums, self.counts, self.last, self.before = ([0.0] * len(losses) for _ in range(4))
        self.steps += 1
        for i, loss in enumerate(losses):
            if step.measured[i]:
                self.sums[i] += loss
                self.counts[i] += 1
        if step.number % step.steps_per_epoch == 0:
            if self.steps == step.steps_per_epoch:
                self.before = list(self.last)
                self.last = [s / c if c else old for s, c, old in zip(self.sums, self.counts, self.last)]
                self.epochs += 1
            self.sums, self.counts, self.steps = [0.0] * len(losses), [0.0] * len(losses), 0
  `,
};
