import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const pcgradTwin: MethodTwin = {
  id: 'pcgrad',
  source: () => python`
    """PCGrad (Yu et al., NeurIPS 2020): every task's gradient loses, over the others in random order, what of it opposes them.
    It stays in the span of the gradients, so that their products suffice."""

    needs, honours = "gramian", "scaling"

    def weigh(self, step):
        n, gramian, stream = len(step.gramian), step.gramian, step.random()
        weights = [0.0] * n
        for task in range(n):
            own = [float(k == task) for k in range(n)]
            for other in stream.permutation(n):
                if other == task or not gramian[other][other] > 0:
                    continue
                product = sum(own[k] * gramian[k][other] for k in range(n))
                if product < 0:
                    own[other] -= product / gramian[other][other]
            weights = [weight + more for weight, more in zip(weights, own)]
        return weights
  `,
};
