import type { ExtremePlaces, Numbers } from './extremes.ts';

/** A curve: number i of `ys` belongs to `xs(i)`, which grows with i. */
export interface Curve {
  readonly ys: Numbers;
  xs(index: number): number;
  /** Where the extremes of a stretch of `ys` stand; see `Extremes`. */
  within(begin: number, end: number): ExtremePlaces | null;
}

export interface ThinOptions {
  /** The visible range of x, both ends included; outside it nothing is drawn. */
  readonly from: number;
  readonly to: number;
  /** The most points that may be drawn, at least 8: never more than there are pixels. */
  readonly maxPoints: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The first index whose x is at least `x`; the length where there is none. */
export function firstFrom(xs: (index: number) => number, length: number, x: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs(middle) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The smallest power of two that makes at most `buckets` buckets of `count` numbers, whose first bucket may be cut. */
function bucketSize(count: number, buckets: number): number {
  let size = 1;
  while (count / size + 1 > buckets) size *= 2;
  return size;
}

/**
 * Thins a curve so that peaks stay: each bucket gives its smallest and its largest number, in their order, and the first and the last
 * visible number stay too. Buckets stand at multiples of a power of two, so points that were drawn stay where they are as the curve
 * grows. Numbers that are not finite are drawn only where a bucket has no other (as a gap, y = NaN).
 *
 * Costs time in proportion to the points that are drawn, times the logarithm of the visible numbers, whatever their count.
 */
export function thin({ ys, xs, within }: Curve, { from, to, maxPoints }: ThinOptions): Point[] {
  const begin = firstFrom(xs, ys.length, from);
  const after = firstFrom(xs, ys.length, to);
  const end = after < ys.length && xs(after) === to ? after + 1 : after;
  const count = end - begin;
  if (count <= 0 || maxPoints < 1) return [];
  const point = (index: number): Point => {
    const y = ys.at(index);
    return { x: xs(index), y: Number.isFinite(y) ? y : Number.NaN };
  };
  if (count <= maxPoints) return Array.from({ length: count }, (_, i) => point(begin + i));

  const size = bucketSize(count, Math.max(2, Math.floor((maxPoints - 2) / 2)));
  const places: number[] = [];
  const push = (index: number): void => {
    if (places.at(-1) !== index) places.push(index);
  };
  push(begin);
  for (let start = begin; start < end; ) {
    const next = Math.min(end, (Math.floor(start / size) + 1) * size);
    const extremes = within(start, next);
    push(extremes ? Math.min(extremes.low, extremes.high) : start);
    if (extremes) push(Math.max(extremes.low, extremes.high));
    start = next;
  }
  push(end - 1);
  return places.map(point);
}
