import { at } from '../../util/assert-never.ts';

/** The nearest point on the simplex, exact (Held, Wolfe and Crowder, 1974). */
export function ontoSimplex(x: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(x).sort().reverse();
  let sum = 0;
  let shift = 0;
  sorted.forEach((value, i) => {
    sum += value;
    const candidate = (sum - 1) / (i + 1);
    if (value > candidate) shift = candidate;
  });
  return Float64Array.from(x, (value) => Math.max(0, value - shift));
}

/**
 * argmin of xᵀMx + bᵀx over the simplex for a positive semidefinite M [n, n]: weight is moved between the two places that gain most by it
 * (Platt, 1998), each time as far as it helps, until no move gains more than 1e-12 of the largest number.
 */
export function leastOnSimplex(matrix: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const { length: n } = b;
  const x = new Float64Array(n).fill(1 / n);
  const entry = (i: number, j: number): number => at(matrix, i * n + j);
  const slopes = Float64Array.from(x, (_, i) => at(b, i) + 2 * x.reduce((sum, value, j) => sum + entry(i, j) * value, 0));
  const scale = Math.max(...Array.from(matrix, Math.abs), ...Array.from(b, Math.abs));
  for (let move = 0; move < 1000 * n; move++) {
    const to = slopes.indexOf(Math.min(...slopes));
    const from = x.reduce((best, value, i) => (value > 0 && (best < 0 || at(slopes, i) > at(slopes, best)) ? i : best), -1);
    const gain = at(slopes, from) - at(slopes, to);
    if (!(gain > 1e-12 * scale)) break;
    const bend = 2 * (entry(to, to) + entry(from, from) - 2 * entry(to, from));
    const share = Math.min(at(x, from), bend > 0 ? gain / bend : Number.POSITIVE_INFINITY);
    x[to] = at(x, to) + share;
    x[from] = share === at(x, from) ? 0 : at(x, from) - share;
    slopes.forEach((slope, i) => {
      slopes[i] = slope + 2 * share * (entry(i, to) - entry(i, from));
    });
  }
  return x;
}
