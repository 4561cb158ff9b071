/** A column in which number i belongs to x = firstX + i. */
export interface ConsecutiveColumn {
  readonly firstX: number;
  readonly values: ArrayLike<number>;
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
 * Costs time in proportion to the visible numbers: 10⁶ take a few milliseconds.
 */
export function thin(column: ConsecutiveColumn, { from, to, maxPoints }: ThinOptions): Point[] {
  const { firstX, values } = column;
  const begin = Math.max(0, Math.ceil(from) - firstX);
  const end = Math.min(values.length, Math.floor(to) - firstX + 1);
  const count = end - begin;
  if (count <= 0 || maxPoints < 1) return [];
  const point = (index: number): Point => ({ x: firstX + index, y: values[index] ?? Number.NaN });
  if (count <= maxPoints) return Array.from({ length: count }, (_, i) => finitePoint(point(begin + i)));

  const size = bucketSize(count, Math.max(2, Math.floor((maxPoints - 2) / 2)));
  const points: Point[] = [];
  const push = (index: number): void => {
    const next = finitePoint(point(index));
    if (points.at(-1)?.x !== next.x) points.push(next);
  };
  push(begin);
  for (let start = begin; start < end; ) {
    const stop = Math.min(end, (Math.floor((firstX + start) / size) + 1) * size - firstX);
    let low = -1;
    let high = -1;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < stop; i++) {
      const y = values[i] ?? Number.NaN;
      if (!Number.isFinite(y)) continue;
      if (y < lowest) {
        lowest = y;
        low = i;
      }
      if (y > highest) {
        highest = y;
        high = i;
      }
    }
    if (low < 0) push(start);
    else {
      push(Math.min(low, high));
      push(Math.max(low, high));
    }
    start = stop;
  }
  push(end - 1);
  return points;
}

const finitePoint = (point: Point): Point => (Number.isFinite(point.y) ? point : { x: point.x, y: Number.NaN });
