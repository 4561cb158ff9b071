import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const trimmedMeanTwin: MethodTwin = {
  id: 'trimmed-mean',
  source: ({ trimmed }) => python`
    """Trimmed mean (Yin et al., ICML 2018): of every number the mean without its largest and smallest."""

    needs, honours = "gradients", "scaling"

    def combine(self, step, gradients):
        cut = min(${String(trimmed)}, (len(gradients) - 1) // 2)
        return [1.0], gradients.sort(0).values[cut:len(gradients) - cut].mean(0, keepdim=True)
  `,
};
