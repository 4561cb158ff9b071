import { rootOf } from '../balancing/support/root.ts';
import { at } from '../util/assert-never.ts';
import { lookAt, noLosses, type Point } from './toy.ts';

/** Half of the front: beyond it both losses fall towards it. */
const half = 7;
const pieces = 280;
const there = noLosses();

/**
 * Where on a vertical line of the plane no direction lowers both losses: with the weights (x + 7)/14 and (7 − x)/14 they pull the same to the left
 * as to the right, whatever y is, and what is left of the weighted sum is a root in y.
 */
function frontAt(x: number): number {
  const [w1, w2] = [(x + half) / (2 * half), (half - x) / (2 * half)];
  const pull = (y: number): number => {
    lookAt(x, y, { first: 1 }, there);
    return w1 * at(there.gradients, 1) + w2 * at(there.gradients, 3);
  };
  return rootOf(pull, -10, -7.5);
}

/** The Pareto front from x = −7 to 7. How losses are scaled does not move it. */
export const front: readonly Point[] = Array.from({ length: pieces + 1 }, (_, i) => {
  const x = -half + (2 * half * i) / pieces;
  return { x, y: frontAt(x) };
});

/** How far a place is from the front, along the vertical where it has one. */
export function distanceToFront(x: number, y: number): number {
  const place = ((Math.min(half, Math.max(-half, x)) + half) / (2 * half)) * pieces;
  const from = Math.min(pieces - 1, Math.floor(place));
  const [a, b] = [at(front, from).y, at(front, from + 1).y];
  return Math.hypot(Math.max(0, Math.abs(x) - half), y - (a + (place - from) * (b - a)));
}
