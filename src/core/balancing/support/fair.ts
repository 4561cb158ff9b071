import { at } from '../../util/assert-never.ts';
import { directionsOf, isStationary, shortestInHull } from './gramian.ts';
import { solveWithin } from './non-negative.ts';
import { inner, times } from './symmetric.ts';

/** A step that promises no more than this share of the height is near the minimum: whether it lowers that is a matter of rounding. */
const nearly = 1e-9;

/**
 * w > 0 with (K·w)_i = w_i^(−1/α): the minimum of ½·wᵀKw − Σ φ(w_i), φ' = w^(−1/α). Newton's steps on the cosines, halved until they lower
 * it, and whole ones near it, until no weight moves by 1e-14 of itself, or by less than in the step before. No gradient is zero; where they cancel
 * out there is no minimum, and the weights that cancel them out are given.
 */
export function fairWeights(gramian: ArrayLike<number>, n: number, alpha: number): Float64Array {
  const { norms, cosines } = directionsOf(gramian, n);
  if (isStationary(cosines, n)) return shortestInHull(gramian, n);
  // Of two tasks Nash's bargain is known: (K·w)_1 = n_1·√(1 + cos) is 1/w_1.
  if (n === 2 && alpha === 1) return norms.map((norm) => 1 / (norm * Math.sqrt(1 + at(cosines, 1))));
  const power = 1 / alpha;
  const pulls = norms.map((norm) => norm ** (power - 1));
  const gain = (value: number): number => (power === 1 ? Math.log(value) : value ** (1 - power) / (1 - power));
  const height = (y: Float64Array): number =>
    0.5 * inner(y, times(cosines, y)) - y.reduce((sum, value, i) => sum + at(pulls, i) * gain(value), 0);
  const all = Array.from({ length: n }, (_, i) => i);
  let y = pulls.map((pull) => pull ** (1 / (1 + power)));
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 200; iteration++) {
    const slope = times(cosines, y).map((value, i) => value - at(pulls, i) * at(y, i) ** -power);
    const bend = cosines.map((value, k) => {
      const i = Math.floor(k / n);
      return k % n === i ? value + power * at(pulls, i) * at(y, i) ** (-power - 1) : value;
    });
    const step = solveWithin(bend, n, all, slope);
    if (!step) break;
    const fall = inner(slope, step);
    if (!(fall > 0)) break;
    // Never to 0 or beyond.
    let share = y.reduce((most, value, i) => (at(step, i) > 0 ? Math.min(most, (0.95 * value) / at(step, i)) : most), 1);
    const before = height(y);
    const near = fall <= nearly * Math.max(1, Math.abs(before));
    let next = y;
    for (let halving = 0; halving < 60; halving++, share /= 2) {
      next = y.map((value, i) => value - share * at(step, i));
      if (near || height(next) <= before - 1e-4 * share * fall) break;
    }
    const moved = Math.max(...y.map((value, i) => Math.abs(at(next, i) - value) / value));
    y = next;
    if (moved < 1e-14 || (near && moved >= last)) break;
    if (near) last = moved;
  }
  return y.map((value, i) => value / at(norms, i));
}
