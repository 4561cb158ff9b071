import { at } from '../../util/assert-never.ts';
import { directionsOf } from './gramian.ts';
import { nonNegative } from './non-negative.ts';
import { times } from './symmetric.ts';

/** argmin of vᵀKv over v ≥ least [T]: what is left of Σ least_i·g_i once it opposes no gradient. No gradient is zero. */
export function projected(gramian: ArrayLike<number>, least: Float64Array): Float64Array {
  const { length: n } = least;
  const { norms, cosines } = directionsOf(gramian, n);
  const own = least.map((weight, k) => weight * at(norms, k));
  const added = nonNegative(
    cosines,
    times(cosines, own).map((value) => -value),
  );
  return least.map((weight, k) => weight + at(added, k) / at(norms, k));
}
