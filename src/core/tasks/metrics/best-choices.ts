import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs } from './labelled.ts';
import { indexOfLargest } from './largest.ts';

/**
 * The most probable of `choices` at every place: outputs [count, places · choices] → [count, places]. A place whose outputs are not all
 * finite (training diverged) stays NaN, so that judging sees it.
 */
export function bestChoices({ count, outputs }: Pick<LabelledOutputs, 'count' | 'outputs'>, choices: number): Float32Array {
  const places = outputs.length / choices;
  const best = new Float32Array(places);
  for (let place = 0; place < places; place++) {
    const some = outputs.subarray(place * choices, (place + 1) * choices);
    best[place] = some.every(Number.isFinite) ? indexOfLargest(some) : Number.NaN;
  }
  return count === 0 ? new Float32Array(0) : best;
}

/** How many places are right, of all. */
export interface PlaceCounts {
  readonly right: number;
  readonly all: number;
}

/** Counts of right and of all places where `isToken` holds, over the given samples. Both arrays are [count, width]. */
export function rightPlaces(
  rows: readonly number[],
  width: number,
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  isToken: (label: number) => boolean,
): PlaceCounts {
  let right = 0;
  let all = 0;
  for (const row of rows) {
    for (let i = row * width; i < (row + 1) * width; i++) {
      const label = at(truth, i);
      if (!isToken(label)) continue;
      all++;
      if (at(predicted, i) === label) right++;
    }
  }
  return { right, all };
}
