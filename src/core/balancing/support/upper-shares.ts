import { at } from '../../util/assert-never.ts';
import { leastOnSimplex } from './on-simplex.ts';
import { rootOf } from './root.ts';
import { inner } from './symmetric.ts';

/**
 * argmin over λ on the simplex of what ‖Σ λ_m·h_m + ν·q‖² − ν·φ·‖q‖² is at its best ν ≥ max(0, Σ λ_m·π_m), that bound itself. C [T, T] are the products
 * of the unit vectors h, c_m = q·h_m. Two quadratic pieces meet where Σ λ_m·c_m = φ‖q‖²: the minimum of one that lies on its own side is the
 * minimum, else it lies where they meet.
 */
export function upperShares(cosines: Float64Array, c: Float64Array, square: number, phi: number): Float64Array {
  const { length: n } = c;
  const none = new Float64Array(n);
  if (!(square > 0)) return leastOnSimplex(cosines, none);
  const held = cosines.map((value, k) => value - (at(c, Math.floor(k / n)) * at(c, k % n)) / square);
  const bounded = leastOnSimplex(
    held,
    c.map((value) => phi * value),
  );
  if (inner(c, bounded) <= phi * square) return bounded;
  const free = leastOnSimplex(cosines, none);
  if (inner(c, free) >= phi * square) return free;
  const leaning = (pull: number): Float64Array =>
    leastOnSimplex(
      cosines,
      c.map((value) => -pull * value),
    );
  const across = (pull: number): number => inner(c, leaning(pull)) / square - phi;
  let far = 1;
  while (across(far) < 0 && far < 2 ** 60) far *= 4;
  return leaning(rootOf(across, 0, far));
}
