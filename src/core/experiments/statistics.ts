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

/** What the exact sign-flip test says of paired differences. */
export interface SignFlip {
  /** Of no difference, two-sided: never below 2/2ⁿ. */
  readonly p: number;
  /** Every difference that the same test does not reject at this level, both ends among them; null where so few pairs rule nothing out. */
  readonly interval: (level: number) => readonly [low: number, high: number] | null;
}

/** The number at a place, counted from 0, once they are in order (Hoare's selection, 1961). */
function inOrder(numbers: Float64Array, place: number): number {
  const values = numbers.slice();
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const pivot = values[(from + to) >> 1] ?? 0;
    let [left, right] = [from, to];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      [values[left], values[right]] = [values[right] ?? 0, values[left] ?? 0];
      left++;
      right--;
    }
    if (place <= right) to = right;
    else if (place >= left) from = left;
    else break;
  }
  return values[place] ?? 0;
}

/**
 * The exact sign-flip test (Fisher, 1935): the share of the 2ⁿ ways to give paired differences their signs whose sum is as far from zero as
 * theirs, two-sided; and its inversion, so that interval and test always agree.
 *
 * Flipping some of the signs divides the pairs into two groups, and the flipped sum is as far from zero as the seen one exactly where zero lies
 * between the means of the groups, ends included. A shift of all differences shifts these stretches: the p of a shift is the share of the 2ⁿ⁻¹
 * divisions (with the empty one, which always counts) whose stretch holds it. Every stretch holds the mean, so that what is not rejected is an
 * interval, and its ends are ends of stretches.
 */
export function signFlip(differences: readonly number[]): SignFlip {
  const n = differences.length;
  invariant(n <= mostPairs, 'at most 2²⁰ cases');
  const divisions = 2 ** Math.max(0, n - 1);
  const total = differences.reduce((sum, value) => sum + value, 0);
  // Sums in another order differ by rounding.
  const rounding = 1e-9 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  // By the set of those that are in the first group; the last pair never is.
  const [sums, sizes] = [new Float64Array(divisions), new Uint8Array(divisions)];
  const [lows, highs] = [new Float64Array(divisions - 1), new Float64Array(divisions - 1)];
  let holding = 1;
  for (let set = 1; set < divisions; set++) {
    const largest = 31 - Math.clz32(set);
    const rest = set - 2 ** largest;
    const [sum, size] = [(sums[rest] ?? 0) + (differences[largest] ?? 0), (sizes[rest] ?? 0) + 1];
    sums[set] = sum;
    sizes[set] = size;
    const [one, other] = [sum / size, (total - sum) / (n - size)];
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    lows[set - 1] = low;
    highs[set - 1] = high;
    if (low <= rounding && high >= -rounding) holding++;
  }
  const end = (value: number): number => (Math.abs(value) <= rounding ? 0 : value);
  return {
    p: holding / divisions,
    interval(level) {
      // Outside of the stretches of all but so many divisions the test rejects.
      const outside = Math.floor(level * divisions + 1e-9);
      if (outside < 1) return null;
      return [end(inOrder(lows, outside - 1)), end(inOrder(highs, highs.length - outside))];
    },
  };
}

/** The smallest p that so many pairs can have: five seeds can never be significant at 0.05. */
export const smallestP = (pairs: number): number => Math.min(1, 2 / 2 ** pairs);

/** A question among several. */
interface Judged {
  /** Corrected. */
  readonly p: number;
  /** What its own p is compared with: that is at most this exactly where the corrected one is at most the level of all. */
  readonly level: number;
}

/** Holm's correction (1979) of the p values of several questions that are asked at one level, in their order. */
export function holm(ps: readonly number[], level: number): readonly Judged[] {
  const order = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  const judged: Judged[] = ps.map(() => ({ p: 1, level }));
  let least = 0;
  order.forEach(({ p, i }, rank) => {
    least = Math.max(least, (ps.length - rank) * p);
    judged[i] = { p: Math.min(1, least), level: (level * p) / least };
  });
  return judged;
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
