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

/** The range of y that shows every finite point: from 0 (or the smallest positive value on a log scale) to a little above the largest. */
export function verticalRange(curves: readonly (readonly Point[])[], logScale: boolean): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const points of curves) {
    for (const { y } of points) {
      if (!Number.isFinite(y) || (logScale && y <= 0)) continue;
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  if (high < low) return logScale ? [0.1, 1] : [0, 1];
  if (logScale) return [low * 0.9, high === low ? high * 2 : high * 1.1];
  const floor = Math.min(0, low);
  return [floor, high > floor ? high + (high - floor) * 0.04 : floor + 1];
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
