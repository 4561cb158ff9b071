import { python } from '../python.ts';
import { amongMoving } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const alignedMtlTwin: MethodTwin = {
  id: 'aligned-mtl',
  helpers: [amongMoving],
  source: ({ scale }) => python`
    """Aligned-MTL (Senushkin et al., CVPR 2023): the principal components of the gradients are made equally long."""

    needs, honours = "gramian", "scaling"
    scale = "${String(scale)}"

    def weigh(self, step):
        tasks = len(step.gramian)

        def rule(gramian, moving):
            values, parts = torch.linalg.eigh(torch.tensor(gramian, dtype=torch.float64))
            values, parts = values.flip(0), parts.flip(1)
            kept = values[values > 1e-12 * values[0]]
            size = {"min": kept[-1], "median": kept[len(kept) // 2]}.get(self.scale, kept.mean()).sqrt()
            inverse = torch.zeros_like(values)
            inverse[:len(kept)] = size / kept.sqrt()
            mean = torch.full((len(moving),), 1 / tasks, dtype=torch.float64)
            return (parts @ (inverse * (parts.T @ mean))).tolist()

        return among_moving(step.gramian, rule)
  `,
};
