import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const graddropTwin: MethodTwin = {
  id: 'graddrop',
  source: () => python`
    """GradDrop (Chen et al., NeurIPS 2020): of every number either what points upwards is kept or what points downwards."""

    needs, honours = "gradients", "scaling"

    def combine(self, step, gradients):
        up, down = gradients.clamp(min=0).sum(0), gradients.clamp(max=0).sum(0)
        generator = torch.Generator().manual_seed(step.seed * 1_000_003 + step.number)  # the same on every rank
        drawn = torch.rand(up.shape, generator=generator).to(up.device)
        return [1.0], torch.where(up > drawn * (up - down), up, down)[None]
  `,
};
