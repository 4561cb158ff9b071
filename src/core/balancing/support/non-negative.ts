import { at } from '../../util/assert-never.ts';
import { inner, times } from './symmetric.ts';

const tolerance = 1e-14;

/** Solves M·x = b for the rows and columns in `set` of a symmetric M [n, n] by Cholesky's factors; null where it is not positive definite there. */
export function solveWithin(
  matrix: ArrayLike<number>,
  n: number,
  set: readonly number[],
  b: ArrayLike<number>,
): Float64Array | null {
  const { length: m } = set;
  const factor = new Float64Array(m * m);
  const x = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, at(set, i) * n + at(set, j));
      for (let k = 0; k < j; k++) sum -= at(factor, i * m + k) * at(factor, j * m + k);
      if (i !== j) factor[i * m + j] = sum / at(factor, j * m + j);
      else if (sum > tolerance * at(matrix, at(set, i) * n + at(set, i))) factor[i * m + i] = Math.sqrt(sum);
      else return null;
    }
    let value = at(b, at(set, i));
    for (let k = 0; k < i; k++) value -= at(factor, i * m + k) * at(x, k);
    x[i] = value / at(factor, i * m + i);
  }
  for (let i = m - 1; i >= 0; i--) {
    let value = at(x, i);
    for (let k = i + 1; k < m; k++) value -= at(factor, k * m + i) * at(x, k);
    x[i] = value / at(factor, i * m + i);
  }
  return x;
}

/** The same of two numbers: none, one or both are above 0. */
function nonNegativePair(matrix: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const [aa, ab, bb, first, second] = [at(matrix, 0), at(matrix, 1), at(matrix, 3), at(b, 0), at(b, 1)];
  if (first <= 0 && second <= 0) return new Float64Array(2);
  if (first > 0 && second * aa <= first * ab) return Float64Array.of(first / aa, 0);
  if (second > 0 && first * bb <= second * ab) return Float64Array.of(0, second / bb);
  const size = aa * bb - ab * ab;
  // As far as float64 can tell they are one vector.
  if (!(size > tolerance * aa * bb)) return first > second ? Float64Array.of(first / aa, 0) : Float64Array.of(0, second / bb);
  return Float64Array.of((first * bb - second * ab) / size, (second * aa - first * ab) / size);
}

/**
 * argmin over z ≥ 0 of ½·zᵀMz − bᵀz, exact up to rounding, for a positive semidefinite M [n, n] and a b in its range: the active-set method
 * of Lawson and Hanson (1974, ch. 23) on the normal equations. It ends after finitely many exchanges.
 */
export function nonNegative(matrix: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const { length: n } = b;
  if (n === 2) return nonNegativePair(matrix, b);
  let z = new Float64Array(n);
  let passive: number[] = [];
  const barred = new Set<number>();
  const scale = Math.max(...Array.from(b, Math.abs), Number.MIN_VALUE);
  for (let exchange = 0; exchange < 10 * n + 10; exchange++) {
    const pulled = times(matrix, z).map((value, i) => at(b, i) - value);
    const entering = pulled.reduce(
      (best, pull, i) =>
        !passive.includes(i) && !barred.has(i) && pull > tolerance * 10 * scale && (best < 0 || pull > at(pulled, best))
          ? i
          : best,
      -1,
    );
    if (entering < 0) return z;
    const wider = settle(matrix, n, [...passive, entering], z, b);
    if (!wider?.passive.includes(entering)) {
      // What it adds, the others have already: it cannot help.
      barred.add(entering);
      continue;
    }
    barred.clear();
    z = wider.z;
    passive = wider.passive;
  }
  return z;
}

/** The optimum over a set of free numbers, after those have left it that would become negative on the way. */
function settle(matrix: ArrayLike<number>, n: number, free: readonly number[], from: Float64Array, b: ArrayLike<number>) {
  let passive = [...free];
  let z = from;
  while (passive.length > 0) {
    const wanted = solveWithin(matrix, n, passive, b);
    if (!wanted) return null;
    const negative = passive.filter((_, k) => at(wanted, k) <= 0);
    const next = new Float64Array(n);
    if (negative.length === 0) {
      passive.forEach((i, k) => {
        next[i] = at(wanted, k);
      });
      return { z: next, passive };
    }
    const share = passive.reduce((least, i, k) => {
      const to = at(wanted, k);
      return to <= 0 ? Math.min(least, at(z, i) / (at(z, i) - to || Number.MIN_VALUE)) : least;
    }, 1);
    passive.forEach((i, k) => {
      next[i] = at(z, i) + share * (at(wanted, k) - at(z, i));
    });
    const kept = passive.filter((i, k) => at(wanted, k) > 0 || at(next, i) > tolerance * at(z, i));
    z = next.map((value, i) => (kept.includes(i) ? value : 0));
    if (kept.length === passive.length) return null;
    passive = kept;
  }
  return { z: new Float64Array(n), passive };
}

/**
 * argmin of wᵀMw over weights w ≥ 0 with aᵀw = 1, a > 0: with a = 1 the shortest vector in the convex hull of those whose Gramian is M. The one
 * minimum of zᵀMz + s²·(aᵀz − 1)² over z ≥ 0 is a multiple of it for every s.
 */
export function leastWithin(matrix: ArrayLike<number>, a: ArrayLike<number>): Float64Array {
  const { length: n } = a;
  const size = Math.max(...Array.from({ length: n }, (_, i) => at(matrix, i * n + i)));
  const weight = size > 0 ? size : 1;
  const wider = Float64Array.from(matrix, (value, i) => value + weight * at(a, Math.floor(i / n)) * at(a, i % n));
  const z = nonNegative(
    wider,
    Float64Array.from(a, (value) => weight * value),
  );
  const sum = inner(a, z);
  return z.map((value) => value / sum);
}
