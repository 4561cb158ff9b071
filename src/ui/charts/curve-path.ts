import type { Point } from '../../core/runs/thin.ts';
import type { Scale } from './curve-scales.ts';

const round = (value: number): number => Math.round(value * 10) / 10;

/** An SVG path through the points; a point that is not finite (or that the scale refuses, as log does zero) leaves a gap. */
export function curvePath(points: readonly Point[], x: Scale, y: Scale): string {
  let path = '';
  let down = false;
  for (const point of points) {
    const across = x(point.x);
    const up = Number.isFinite(point.y) ? y(point.y) : undefined;
    if (across === undefined || up === undefined || !Number.isFinite(up)) {
      down = false;
      continue;
    }
    path += `${down ? 'L' : 'M'}${round(across)} ${round(up)}`;
    down = true;
  }
  return path;
}

/** Small triangles that point down at the points. */
export function marksPath(points: readonly Point[], x: Scale, y: Scale): string {
  return points
    .map((point) => {
      const [across, up] = [x(point.x), Number.isFinite(point.y) ? y(point.y) : undefined];
      return across === undefined || up === undefined ? '' : `M${round(across - 3.5)} ${round(up - 9)}h7l-3.5 6z`;
    })
    .join('');
}

/** A curve of fewer points is too short to tell a spike from what it does. */
const fewestPoints = 20;
/** More of a curve than this is no spike; smoothed, one takes its time to pass. */
const spikes = 0.2;
/** A spike is so many times as high as all the rest of its curve … */
const aboveTheRest = 3;
/** … and where a curve comes down from its beginning, or goes up to its end, so many times. */
const aboveAtEnds = 200;

/** The largest number of a curve that is no spike. */
function largestOf(points: readonly Point[]): number {
  const values = points.map(({ y }) => y).filter(Number.isFinite);
  const most = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  if (values.length < fewestPoints) return most;
  const rest = [...values].sort((a, b) => a - b)[Math.floor((1 - spikes) * (values.length - 1))] ?? most;
  if (rest <= 0 || most <= aboveTheRest * rest) return most;
  const [first, last] = [values.findIndex((value) => value <= rest), values.findLastIndex((value) => value <= rest)];
  return values.reduce((high, value, i) => {
    const limit = rest * (i < first || i > last ? aboveAtEnds : aboveTheRest);
    return value <= limit ? Math.max(high, value) : high;
  }, rest);
}

/** How an axis is laid over its curves. */
export interface RangeLook {
  readonly logScale: boolean;
  /** Nothing below this is shown. */
  readonly floor?: number;
}

/**
 * The range of y that shows the curves: from 0 (or the smallest positive value on a log scale) to a little above the largest value. A few
 * points far above the rest of their curve do not rule the axis: they lie beyond it. On a log scale every point has its place.
 */
export function verticalRange(
  curves: readonly (readonly Point[])[],
  { logScale, floor = Number.NEGATIVE_INFINITY }: RangeLook,
): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const points of curves) {
    const seen = points.filter(({ y }) => Number.isFinite(y) && (!logScale || y > 0));
    for (const { y } of seen) low = Math.min(low, y);
    high = Math.max(high, logScale ? seen.reduce((most, { y }) => Math.max(most, y), high) : largestOf(seen));
  }
  if (high < low) return logScale ? [0.1, 1] : [0, 1];
  if (logScale) return [low * 0.9, high === low ? high * 2 : high * 1.1];
  const least = Math.min(0, Math.max(low, floor));
  return [least, high > least ? high + (high - least) * 0.04 : least + 1];
}

/** Small triangles at the end of the axis that points lie beyond, no two of them nearer than they are wide. */
export function beyondPath(points: readonly Point[], [low, high]: readonly [number, number], x: Scale, y: Scale): string {
  let path = '';
  let last = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const above = point.y > high;
    if (!above && !(point.y < low)) continue;
    const [across, end] = [x(point.x), y(above ? high : low)];
    if (across === undefined || end === undefined || across - last < 7) continue;
    last = across;
    path += above ? `M${round(across - 3.5)} ${round(end)}h7l-3.5 -6z` : `M${round(across - 3.5)} ${round(end)}h7l-3.5 6z`;
  }
  return path;
}

/**
 * Moves labels apart so that no two are nearer than `gap`, changing each as little as that takes; order and count stay. All of them stay
 * within `room`, closer to each other where it is too small for that gap.
 */
export function spread(
  positions: readonly number[],
  gap: number,
  [least, most]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const distance = Math.min(gap, (most - least) / Math.max(1, positions.length - 1));
  const placed = [...positions];
  let free = least;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, free);
    free = (placed[index] ?? 0) + distance;
  }
  free = most;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, free);
    free = (placed[index] ?? 0) - distance;
  }
  return placed;
}
