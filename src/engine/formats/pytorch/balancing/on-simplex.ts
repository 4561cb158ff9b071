import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';
import { rootOf, vectors } from './helpers.ts';

const leastOnSimplex: Helper = {
  name: 'least_on_simplex',
  needs: [vectors],
  source: python`
    def least_on_simplex(matrix, b):
        """argmin of xMx + bx over the simplex: weight is moved between the two places that gain most by it (Platt, 1998)."""
        n = len(b)
        x = [1 / n] * n
        slopes = [b[i] + 2 * product for i, product in enumerate(times(matrix, x))]
        scale = max(abs(value) for row in [*matrix, b] for value in row)
        for _ in range(1000 * n):
            to = min(range(n), key=lambda i: slopes[i])
            giver = max((i for i in range(n) if x[i] > 0), key=lambda i: slopes[i])
            gain = slopes[giver] - slopes[to]
            if not gain > 1e-12 * scale:
                break
            bend = 2 * (matrix[to][to] + matrix[giver][giver] - 2 * matrix[to][giver])
            share = min(x[giver], gain / bend if bend > 0 else math.inf)
            x[to] += share
            x[giver] = 0.0 if share == x[giver] else x[giver] - share
            slopes = [slope + 2 * share * (matrix[i][to] - matrix[i][giver]) for i, slope in enumerate(slopes)]
        return x
  `,
};

/** FORUM's shares of the upper losses. */
export const upperShares: Helper = {
  name: 'upper_shares',
  needs: [leastOnSimplex, rootOf],
  source: python`
    def upper_shares(cosines, c, square, phi):
        """The shares l of unit vectors h for which |sum l h + v q|^2 - v phi |q|^2 is least at its best v >= max(0, l pi): c are the products q h."""
        none = [0.0] * len(c)
        if not square > 0:
            return least_on_simplex(cosines, none)
        held = [[value - a * b / square for value, b in zip(row, c)] for row, a in zip(cosines, c)]
        bounded = least_on_simplex(held, [phi * value for value in c])
        if inner(c, bounded) <= phi * square:
            return bounded
        free = least_on_simplex(cosines, none)
        if inner(c, free) >= phi * square:
            return free
        leaning = lambda pull: least_on_simplex(cosines, [-pull * value for value in c])
        across = lambda pull: inner(c, leaning(pull)) / square - phi
        far = 1.0
        while across(far) < 0 and far < 2**60:
            far *= 4
        return leaning(root_of(across, 0.0, far))
  `,
};
