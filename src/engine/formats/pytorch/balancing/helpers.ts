import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const positive: Helper = {
  name: 'positive',
  source: python`
    def positive(loss):
        """A loss that can be divided by."""
        return 1.0 if math.isnan(loss) else max(loss, 1e-8)
  `,
};

export const softmax: Helper = {
  name: 'softmax',
  source: python`
    def softmax(numbers):
        powers = [math.exp(x - max(numbers)) for x in numbers]
        return [power / sum(powers) for power in powers]
  `,
};

export const preference: Helper = {
  name: 'preference',
  source: python`
    def preference(nominal):
        """The weights of the tasks as parts of 1."""
        total = sum(nominal)
        return [weight / total if total > 0 else 1 / len(nominal) for weight in nominal]
  `,
};

export const learned: Helper = {
  name: 'Learned',
  source: python`
    class Learned:
        """Numbers that a method learns by itself, with Adam."""

        def __init__(self, numbers):
            self.numbers, self.steps = list(numbers), 0
            self.first, self.second = [0.0] * len(numbers), [0.0] * len(numbers)

        def step(self, slopes, rate):
            self.steps += 1
            for i, slope in enumerate(slopes):
                if math.isfinite(slope):
                    self.first[i] = 0.9 * self.first[i] + 0.1 * slope
                    self.second[i] = 0.999 * self.second[i] + 0.001 * slope ** 2
                    length = math.sqrt(self.second[i] / (1 - 0.999 ** self.steps)) + 1e-8
                    self.numbers[i] -= rate * self.first[i] / (1 - 0.9 ** self.steps) / length
  `,
};

export const vectors: Helper = {
  name: 'times',
  source: python`
    def times(matrix, x):
        return [sum(a * b for a, b in zip(row, x)) for row in matrix]


    def inner(x, y):
        return sum(a * b for a, b in zip(x, y))


    def length_of(gramian, weights):
        """The length of the weighted sum of gradients."""
        return math.sqrt(max(0.0, inner(weights, times(gramian, weights))))
  `,
};

export const directions: Helper = {
  name: 'directions_of',
  source: python`
    def directions_of(gramian):
        """The lengths of gradients, and their products at length 1."""
        n = len(gramian)
        norms = [math.sqrt(max(0.0, gramian[i][i])) for i in range(n)]
        cosines = [[0.0] * n for _ in range(n)]
        for i in range(n):
            for j in range(n):
                if norms[i] * norms[j] > 0:
                    cosines[i][j] = 1.0 if i == j else max(-1.0, min(1.0, gramian[i][j] / (norms[i] * norms[j])))
        return norms, cosines
  `,
};

export const amongMoving: Helper = {
  name: 'among_moving',
  source: python`
    def among_moving(gramian, rule):
        """What a rule says of the gradients that are not zero; the others move nothing."""
        n = len(gramian)
        moving = [i for i in range(n) if gramian[i][i] > 0]
        if n == 1 or not moving:
            return [1.0] * n
        weights = [0.0] * n
        for task, weight in zip(moving, rule([[gramian[i][j] for j in moving] for i in moving], moving)):
            weights[task] = weight
        return weights
  `,
};

const nonNegative: Helper = {
  name: 'non_negative',
  needs: [vectors],
  source: python`
    def solve_within(matrix, free, b):
        """Solves for some rows and columns by Cholesky's factors; None where they are not positive definite."""
        part = torch.tensor([[matrix[i][j] for j in free] for i in free], dtype=torch.float64)
        factor, failed = torch.linalg.cholesky_ex(part)
        if failed or (factor.diagonal() ** 2 <= 1e-14 * part.diagonal()).any():
            return None
        return torch.cholesky_solve(torch.tensor([[b[i]] for i in free], dtype=torch.float64), factor)[:, 0].tolist()


    def settle(matrix, free, z, b):
        """The optimum over a set of free numbers, after those have left it that would become negative on the way."""
        while free:
            wanted = solve_within(matrix, free, b)
            if wanted is None:
                return None
            after = [0.0] * len(z)
            if all(value > 0 for value in wanted):
                for i, value in zip(free, wanted):
                    after[i] = value
                return after, free
            share = min([1.0] + [z[i] / ((z[i] - to) or 5e-324) for i, to in zip(free, wanted) if to <= 0])
            for i, to in zip(free, wanted):
                after[i] = z[i] + share * (to - z[i])
            kept = [i for i, to in zip(free, wanted) if to > 0 or after[i] > 1e-14 * z[i]]
            if len(kept) == len(free):
                return None
            z, free = [value if i in kept else 0.0 for i, value in enumerate(after)], kept
        return [0.0] * len(z), free


    def non_negative(matrix, b):
        """argmin over z >= 0 of zMz/2 - bz: the active-set method of Lawson and Hanson (1974), exact up to rounding."""
        n = len(b)
        z, passive, barred = [0.0] * n, [], set()
        scale = max([abs(value) for value in b] + [5e-324])
        for _ in range(10 * n + 10):
            pulled = [value - product for value, product in zip(b, times(matrix, z))]
            waiting = [i for i in range(n) if i not in passive and i not in barred and pulled[i] > 1e-13 * scale]
            if not waiting:
                break
            entering = max(waiting, key=lambda i: pulled[i])
            wider = settle(matrix, passive + [entering], z, b)
            if wider is None or entering not in wider[1]:
                barred.add(entering)
                continue
            barred.clear()
            z, passive = wider
        return z
  `,
};

export const shortest: Helper = {
  name: 'shortest_in_hull',
  needs: [nonNegative, directions],
  source: python`
    def shortest_in_hull(gramian):
        """Weights on the simplex of the shortest vector in the convex hull of the gradients, none of which is zero."""
        norms, cosines = directions_of(gramian)
        a = [min(norms) / norm for norm in norms]
        wider = [[value + a[i] * a[j] for j, value in enumerate(row)] for i, row in enumerate(cosines)]
        z = non_negative(wider, a)
        return [value * share / inner(a, z) for value, share in zip(z, a)]


    def is_stationary(cosines):
        """True where some weights cancel the gradients out: no direction is better for every task."""
        return length_of(cosines, shortest_in_hull(cosines)) < 1e-6
  `,
};

export const projected: Helper = {
  name: 'projected',
  needs: [nonNegative, directions],
  source: python`
    def projected(gramian, least):
        """argmin of vKv over v >= least: what is left of a sum of gradients once it opposes none of them."""
        norms, cosines = directions_of(gramian)
        own = [weight * norm for weight, norm in zip(least, norms)]
        added = non_negative(cosines, [-value for value in times(cosines, own)])
        return [weight + more / norm for weight, more, norm in zip(least, added, norms)]
  `,
};

export const pseudoSolve: Helper = {
  name: 'pseudo_solve',
  source: python`
    def pseudo_solve(matrix, x):
        """The least of the least-squares solutions of My = x, for a positive semidefinite M."""
        values, parts = torch.linalg.eigh(torch.tensor(matrix, dtype=torch.float64))
        inverse = torch.where(values > 1e-12 * values.max().clamp(min=0), 1 / values, torch.zeros_like(values))
        return (parts @ (inverse * (parts.T @ torch.tensor(x, dtype=torch.float64)))).tolist()
  `,
};

export const fairWeights: Helper = {
  name: 'fair_weights',
  needs: [shortest],
  source: python`
    def fair_weights(gramian, alpha):
        """w > 0 with (Kw)_i = w_i^(-1/alpha), by damped Newton steps; where gradients cancel out, the weights that do it."""
        n = len(gramian)
        norms, cosines = directions_of(gramian)
        if is_stationary(cosines):
            return shortest_in_hull(gramian)
        power = 1 / alpha
        pulls = [norm ** (power - 1) for norm in norms]

        def height(y):
            gains = [math.log(v) if power == 1 else v ** (1 - power) / (1 - power) for v in y]
            return 0.5 * inner(y, times(cosines, y)) - inner(pulls, gains)

        y, last = [pull ** (1 / (1 + power)) for pull in pulls], math.inf
        for _ in range(200):
            slope = [value - pulls[i] * y[i] ** -power for i, value in enumerate(times(cosines, y))]
            bend = [
                [value + (power * pulls[i] * y[i] ** (-power - 1) if i == j else 0.0) for j, value in enumerate(row)]
                for i, row in enumerate(cosines)
            ]
            step = solve_within(bend, list(range(n)), slope)
            if step is None or not inner(slope, step) > 0:
                break
            share = min([1.0] + [0.95 * v / s for v, s in zip(y, step) if s > 0])  # never to 0 or beyond
            before, after = height(y), y
            near = inner(slope, step) <= 1e-9 * max(1.0, abs(before))  # whether a step lowers it there is a matter of rounding
            for _ in range(60):
                after = [v - share * s for v, s in zip(y, step)]
                if near or height(after) <= before - 1e-4 * share * inner(slope, step):
                    break
                share /= 2
            moved = max(abs(b - a) / a for a, b in zip(y, after))
            y = after
            if moved < 1e-14 or (near and moved >= last):
                break
            last = moved if near else last
        return [v / norm for v, norm in zip(y, norms)]
  `,
};

export const ontoSimplex: Helper = {
  name: 'onto_simplex',
  source: python`
    def onto_simplex(x):
        """The nearest point on the simplex, exact (Held, Wolfe and Crowder, 1974)."""
        total, shift = 0.0, 0.0
        for i, value in enumerate(sorted(x, reverse=True)):
            total += value
            if value > (total - 1) / (i + 1):
                shift = (total - 1) / (i + 1)
        return [max(0.0, value - shift) for value in x]
  `,
};

export const rootOf: Helper = {
  name: 'root_of',
  source: python`
    def root_of(f, low, high):
        """A root of a continuous function that does not fall, f(low) <= 0 <= f(high), by the Illinois rule."""
        below, above, x, stayed = f(low), f(high), high, 0
        for _ in range(100):
            if high - low <= 1e-14 * max(1.0, abs(low)):
                break
            x = (low * above - high * below) / (above - below) if above > below else (low + high) / 2
            if not low < x < high:
                x = (low + high) / 2
            height = f(x)
            if abs(height) < 1e-13:
                break
            if height < 0:
                low, below = x, height
                above, stayed = (above / 2 if stayed == -1 else above), -1
            else:
                high, above = x, height
                below, stayed = (below / 2 if stayed == 1 else below), 1
        return x
  `,
};
