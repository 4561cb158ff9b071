import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const dbMtlTwin: MethodTwin = {
  id: 'db-mtl',
  source: ({ beta, fading }) => python`
    """DB-MTL (Lin et al., 2023): running means of the gradients of the losses' logarithms, made as long as the longest of them."""

    needs, honours = "gradients", "factor"

    def __init__(self):
        self.steps, self.means = 0, None

    def combine(self, step, gradients):
        self.steps += 1
        share = ${String(beta)} / self.steps ** ${String(fading)}
        losses = torch.tensor(step.losses, device=gradients.device)[:, None]
        means = torch.zeros_like(gradients) if self.means is None else self.means
        self.means = (1 - share) * gradients / (losses + 1e-8) + share * means
        norms = self.means.double().norm(dim=1)
        return [(norms.max() / norm).item() if norm > 0 else 1.0 for norm in norms], self.means
  `,
};
