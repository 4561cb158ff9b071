import { python } from '../python.ts';
import { learned, softmax } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const famoTwin: MethodTwin = {
  id: 'famo',
  helpers: [learned, softmax],
  source: ({ rate, decay }) => python`
    """FAMO (Liu et al., NeurIPS 2023): a step down the logarithms of the losses, by shares that learn from what it did to the same batch."""

    needs, honours, looks_back = "losses", "factor", True

    def __init__(self):
        self.logits = self.before = None

    def weigh(self, step):
        n = len(step.losses)
        if self.logits is None:
            self.logits = Learned([0.0] * n)
        self.before = [loss if seen else math.nan for loss, seen in zip(step.losses, step.measured)]
        if n == 1:
            return [1.0]
        parts = [share / max(loss, 1e-8) for share, loss in zip(softmax(self.logits.numbers), step.losses)]
        total = sum(part for part, seen in zip(parts, step.measured) if seen)
        return [part / total if seen else 0.0 for part, seen in zip(parts, step.measured)]

    def after(self, losses):
        shares = softmax(self.logits.numbers)
        falls = [
            0.0 if math.isnan(old) else math.log(max(old, 1e-8)) - math.log(max(new, 1e-8))
            for old, new in zip(self.before, losses)
        ]
        mean = sum(share * fall for share, fall in zip(shares, falls))
        slopes = [s * (f - mean) + ${String(decay)} * x for s, f, x in zip(shares, falls, self.logits.numbers)]
        self.logits.step(slopes, ${String(rate)})
  `,
};
