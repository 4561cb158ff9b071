import { at } from '../../util/assert-never.ts';

/** Where the largest of some numbers stands; the first of several. */
export const indexOfLargest = (values: ArrayLike<number>): number => {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (at(values, i) > at(values, best)) best = i;
  return best;
};

/** The most probable of `choices` at each of the places that a row of outputs [places, choices] is about. */
export const mostProbable = (output: Float32Array, choices: number): number[] =>
  Array.from({ length: output.length / choices }, (_, place) =>
    indexOfLargest(output.subarray(place * choices, (place + 1) * choices)),
  );
