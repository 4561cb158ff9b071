import { python } from '../python.ts';
import { amongMoving, rootOf, shortest } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const cagradTwin: MethodTwin = {
  id: 'cagrad',
  helpers: [amongMoving, rootOf, shortest],
  source: ({ c, rescale }) => python`
    """CAGrad (Liu et al., NeurIPS 2021): near the mean gradient the direction that is best for the task that it serves least; exact by a
    root in one unknown."""

    needs, honours = "gramian", "scaling"
    c, rescale = ${String(c)}, ${rescale === true ? 'True' : 'False'}

    def weigh(self, step):
        tasks = len(step.gramian)

        def rule(gramian, moving):
            mean = [1 / tasks] * len(moving)
            radius = self.c * length_of(gramian, mean)
            mix = self.worst_mix(gramian, mean, radius) if radius > 0 else None
            reach = radius / length_of(gramian, mix) if mix else 0.0
            scale = 1 + self.c ** 2 if self.rescale else 1.0
            return [(share + reach * more) / scale for share, more in zip(mean, mix or mean)]

        return among_moving(step.gramian, rule)

    def worst_mix(self, gramian, mean, radius):
        """argmin on the simplex of g_w · m + radius |g_w|: at the optimum g_w is the point of the hull that is nearest to -m/t for a t."""
        n = len(mean)
        along = times(gramian, mean)
        square = inner(mean, along)
        found = {}

        def nearest(t):
            moved = [[t * t * gramian[i][j] + t * (along[i] + along[j]) + square for j in range(n)] for i in range(n)]
            found["mix"] = shortest_in_hull(moved)
            return found["mix"]

        longest = math.sqrt(max(gramian[i][i] for i in range(n)))
        least = length_of(gramian, shortest_in_hull(gramian))
        if not least > 1e-7 * longest and is_stationary(directions_of(gramian)[1]):
            return None
        root_of(
            lambda log: log + math.log(length_of(gramian, nearest(math.exp(log))) / radius),
            math.log(radius / longest),
            math.log(radius / least),
        )
        return found["mix"]
  `,
};
