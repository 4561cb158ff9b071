import { at } from '../../util/assert-never.ts';
import { directionsOf, isStationary, lengthOf, shortestInHull } from './gramian.ts';
import { rootOf } from './root.ts';
import { inner, times } from './symmetric.ts';

/**
 * The same of two tasks: with w = (t, 1 − t), D = ‖g₁ − g₂‖² and p the square of the line's distance from 0, the slope L + r(Ds)/√(Ds² + p) in
 * s = t − t₀, t₀ the place nearest to 0, has its only root in s = −L√(p/(D(r²D − L²))), or none.
 */
function worstOfTwo(gramian: Float64Array, along: Float64Array, r: number): Float64Array {
  const [aa, ab, bb] = [at(gramian, 0), at(gramian, 1), at(gramian, 3)];
  const square = aa + bb - 2 * ab;
  const slope = at(along, 0) - at(along, 1);
  const bend = r * r * square - slope * slope;
  if (!(bend > 0)) return slope < 0 ? Float64Array.of(1, 0) : Float64Array.of(0, 1);
  const apart = Math.max(0, aa * bb - ab * ab) / square;
  const share = (bb - ab) / square - slope * Math.sqrt(apart / (square * bend));
  const first = Math.min(1, Math.max(0, share));
  return Float64Array.of(first, 1 - first);
}

/**
 * argmin over w on the simplex of g_w·m + r‖g_w‖ for m = g_u: null where some g_w is 0. At the optimum g_w is the point of the hull that is
 * nearest to −m/t for a t with t‖g_w‖ = r, which grows with t; for a given t that is the shortest vector in the hull of t·g_i + m.
 */
export function worstMix(gramian: Float64Array, u: Float64Array, r: number): Float64Array | null {
  const { length: n } = u;
  const along = times(gramian, u);
  const square = inner(u, along);
  const nearest = (t: number): Float64Array =>
    shortestInHull(
      gramian.map((value, k) => t * t * value + t * (at(along, Math.floor(k / n)) + at(along, k % n)) + square),
      n,
    );
  const longest = Math.sqrt(Math.max(...u.map((_, i) => at(gramian, i * n + i))));
  const shortest = lengthOf(gramian, shortestInHull(gramian, n));
  if (!(shortest > 1e-7 * longest)) {
    // One gradient may be far shorter than the others without any of them cancelling out.
    const { cosines } = directionsOf(gramian, n);
    if (isStationary(cosines, n)) return null;
  }
  if (n === 2) return worstOfTwo(gramian, along, r);
  let mix = u;
  rootOf(
    (logarithm) => {
      mix = nearest(Math.exp(logarithm));
      return logarithm + Math.log(lengthOf(gramian, mix) / r);
    },
    Math.log(r / longest),
    Math.log(r / shortest),
  );
  return mix;
}
