import { at, invariant } from '../../util/assert-never.ts';
import { mean, spread } from '../../util/statistics.ts';

/** The quantile of a sample, linear between its values (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  return low + (place - below) * (at(sorted, Math.min(below + 1, sorted.length - 1)) - low);
}

/** Where of Student's distribution with n − 1 degrees of freedom a share of 1 % lies outside ±t; by n. */
const studentT: Readonly<Record<number, number>> = { 8: 3.499, 12: 3.106, 16: 2.947, 24: 2.807, 32: 2.744, 64: 2.656 };

/** Half the width of the 99 % interval of the mean of paired differences. */
export function halfWidth(differences: readonly number[]): number {
  const t = studentT[differences.length];
  invariant(t !== undefined, `a t for ${differences.length} pairs`);
  return (t * spread(differences)) / Math.sqrt(differences.length);
}

/**
 * The sign test (Arbuthnot, 1710): how likely so uneven a split of pairs is by chance, two-sided; ties count nowhere. It sees what one
 * run that fails hides from a mean.
 */
export function signTest(differences: readonly number[]): number {
  const above = differences.filter((value) => value > 0).length;
  const n = above + differences.filter((value) => value < 0).length;
  const fewer = Math.min(above, n - above);
  let ways = 1;
  let tail = 0;
  for (let k = 0; k <= fewer; k++) {
    tail += ways;
    ways = (ways * (n - k)) / (k + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** n);
}

export type Verdict = 'higher' | 'lower' | 'cannot tell';

/** Whether paired differences are above or below zero: by a two-sided t-test or a sign test, at the level of 1 %. */
export function verdictOf(differences: readonly number[]): Verdict {
  const centre = mean(differences);
  if (Math.abs(centre) > halfWidth(differences)) return centre > 0 ? 'higher' : 'lower';
  if (signTest(differences) >= 0.01) return 'cannot tell';
  return quantile(differences, 0.5) > 0 ? 'higher' : 'lower';
}

/** Whether the 99 % interval of the mean difference lies within ±margin. */
export const alikeWithin = (differences: readonly number[], margin: number): boolean =>
  Math.abs(mean(differences)) + halfWidth(differences) <= margin;

/** Whether a value lies outside Tukey's fences: more than 1.5 interquartile ranges beyond the quartiles. */
export function isOutlier(value: number, values: readonly number[]): boolean {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  const reach = 1.5 * (high - low);
  return value < low - reach || value > high + reach;
}

/**
 * The share of runs that fail: that gain less than half of what the median run gains over guessing. Null where the median run gains
 * less than the spread: then none can be said to fail. For metrics of which less is better, gains are drops.
 */
export function failing(values: readonly number[], guess: number): number | null {
  const gain = quantile(values, 0.5) - guess;
  if (Math.abs(gain) <= spread(values)) return null;
  return values.filter((value) => (value - guess) / gain < 0.5).length / values.length;
}
