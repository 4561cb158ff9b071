import { invariant } from '../util/assert-never.ts';
import { mean, spread } from '../util/statistics.ts';

/** ln Γ(x), x > 0 (Lanczos, 1964; g = 7, nine terms: fifteen digits). */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
    9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const sum = terms.reduce((total, term, i) => total + term / (x + i), 0.99999999999980993);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction (modified Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let [c, d] = [1, 1 / kept(1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const step of [even, odd]) {
      d = 1 / kept(1 + step * d);
      c = kept(1 + step / c);
      change = c * d;
      fraction *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return front * fraction;
}

/** The share of Student's distribution that lies outside ±t. */
export const outsideOfT = (t: number, freedom: number): number => incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);

/** The t outside of which a share of Student's distribution lies, on both sides together. */
export function studentT(outside: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (outsideOfT(high, freedom) > outside) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (outsideOfT(middle, freedom) > outside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Half the width of the 95 % interval of the mean of paired differences (Student, 1908). Infinite for a single pair. */
export const halfWidth = (differences: readonly number[]): number =>
  differences.length < 2
    ? Number.POSITIVE_INFINITY
    : (studentT(0.05, differences.length - 1) * spread(differences)) / Math.sqrt(differences.length);

/** Above this, 2ⁿ cases are too many. */
export const mostPairs = 20;

/**
 * The exact sign-flip test (Fisher, 1935): the share of the 2ⁿ ways to give paired differences their signs whose sum is as far from zero as
 * theirs, two-sided. Never below 2/2ⁿ.
 */
export function signFlipTest(differences: readonly number[]): number {
  const n = differences.length;
  invariant(n <= mostPairs, 'at most 2²⁰ cases');
  if (n === 0) return 1;
  const seen = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  // Sums in another order differ by rounding.
  const reached = seen - 1e-9 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  let asFar = 0;
  // In the order of Gray's code, a case differs from the one before by one sign.
  let sum = differences.reduce((total, value) => total + value, 0);
  const signs = differences.map(() => 1);
  for (let i = 1; ; i++) {
    if (Math.abs(sum) >= reached) asFar++;
    if (i === 2 ** n) return asFar / 2 ** n;
    const flipped = 31 - Math.clz32(i & -i);
    signs[flipped] = -(signs[flipped] ?? 0);
    sum += 2 * (signs[flipped] ?? 0) * (differences[flipped] ?? 0);
  }
}

/** The smallest p that so many pairs can have: five seeds can never be significant at 0.05. */
export const smallestP = (pairs: number): number => Math.min(1, 2 / 2 ** pairs);

/** Holm's correction (1979) of the p values of several questions, in their order. */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  const corrected = ps.map(() => 1);
  let least = 0;
  order.forEach(({ p, i }, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * p));
    corrected[i] = least;
  });
  return corrected;
}

/** Ranks from 1, the best; ties share their mean rank. */
export function ranks(values: readonly number[], better: 'higher' | 'lower'): readonly number[] {
  const sign = better === 'higher' ? -1 : 1;
  return values.map((value) => {
    const before = values.filter((other) => sign * other < sign * value).length;
    const equal = values.filter((other) => other === value).length;
    return before + (equal + 1) / 2;
  });
}

/**
 * How many pairs it would take until differences like these could be told from none, with so many questions asked at once: the interval
 * keeps clear of zero, and the smallest possible p is small enough. Null where more than a thousand would be needed.
 */
export function pairsNeeded(differences: readonly number[], questions: number): number | null {
  if (differences.length < 2) return null;
  const [centre, around] = [Math.abs(mean(differences)), spread(differences)];
  const enough = (n: number): boolean =>
    smallestP(n) * questions <= 0.05 && (studentT(0.05, n - 1) * around) / Math.sqrt(n) < centre;
  // More pairs are never too few.
  let [few, many] = [1, 1000];
  if (!enough(many)) return null;
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (enough(middle)) many = middle;
    else few = middle;
  }
  return many;
}
