import { Series } from './series.ts';

/** An exponential moving average under way; see `extendSmoothed`. */
export interface Smoothed {
  readonly weight: number;
  readonly values: Series;
  /** The source's version that `values` were made of, to see whether it only grew. */
  readonly source: Series;
  readonly average: number;
  /** How many finite numbers went into the average. */
  readonly finite: number;
}

/** What is smoothed of `source` already. Of a column that was thinned the averages stay that were made of all its numbers. */
function knownOf({ source: earlier, values }: Smoothed, source: Series): Series | null {
  if (source.continues(earlier)) return values;
  const picked = source.pickedOf(earlier);
  return picked && values.pick(picked);
}

/**
 * Exponential smoothing, debiased as TensorBoard's: a_n = w·a_{n−1} + (1−w)·y_n with a_0 = 0, shown as a_n / (1 − wⁿ). Numbers that are
 * not finite pass through as they are and leave the average alone.
 *
 * `previous` is the result for an earlier version of the same column: then only what is new is computed. A column that was cut, or
 * another weight, starts over.
 *
 * @param weight in [0, 1); 0 changes nothing
 */
export function extendSmoothed(previous: Smoothed | null, source: Series, weight: number): Smoothed {
  const known = previous?.weight === weight ? knownOf(previous, source) : null;
  const from = known ?? Series.empty;
  let average = known && previous ? previous.average : 0;
  let finite = known && previous ? previous.finite : 0;
  const values = from.append(source.length - from.length, (i) => {
    const y = source.at(from.length + i);
    if (!Number.isFinite(y)) return y;
    finite++;
    average = weight * average + (1 - weight) * y;
    return average / (1 - weight ** finite);
  });
  return { weight, values, source, average, finite };
}
