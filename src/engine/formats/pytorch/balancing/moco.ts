import { python } from '../python.ts';
import { softmax } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const mocoTwin: MethodTwin = {
  id: 'moco',
  helpers: [softmax],
  source: ({ beta, gamma, rho }) => python`
    """MoCo (Fernando et al., ICLR 2023): gradients that are tracked over steps, and weights that follow from their products."""

    needs, honours = "gradients", "factor"

    def __init__(self):
        self.steps, self.tracked, self.weights = 0, None, None

    def combine(self, step, gradients):
        n = len(gradients)
        self.steps += 1
        lengths = gradients.double().norm(dim=1).clamp(min=1e-12).to(gradients.dtype)
        scaled = gradients * (torch.tensor(step.losses, device=gradients.device) / lengths)[:, None]
        tracked = torch.zeros_like(gradients) if self.tracked is None else self.tracked
        self.tracked = tracked + ${String(beta)} / math.sqrt(self.steps) * (scaled - tracked)
        weights = self.weights or [1 / n] * n
        pulls = (self.tracked.double() @ self.tracked.double().T @ torch.tensor(weights, dtype=torch.float64, device=gradients.device)).tolist()
        rate = ${String(gamma)} / math.sqrt(self.steps)
        self.weights = softmax([w - rate * (pull + ${String(rho)} * w) for w, pull in zip(weights, pulls)])
        return ([1.0] if n == 1 else self.weights), self.tracked
  `,
};
