import { describe, expect, it } from 'vitest';
import { at, invariant } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { balancingMethod } from './registry.ts';
import { inner, times } from './support/symmetric.ts';
import { gramianOf, randomGradients } from './testing/explicit.ts';
import { taken } from './testing/taken.ts';

/** A choice of weights and what there is of it: the Gramian, the gradients' lengths n, w, and what the direction gains of each task, (Kw)_i. */
interface Chosen {
  readonly norms: readonly number[];
  readonly w: readonly number[];
  readonly gains: readonly number[];
  readonly square: number;
}

/** Whether numbers are all one and the same, to nine digits of the largest. */
const allAlike = (values: readonly number[]): boolean =>
  Math.max(...values) - Math.min(...values) <= 1e-9 * Math.max(...values.map(Math.abs));

/** Nothing lies below the least, and where `chosen` says so values are the least; in parts of their own sizes. */
const leastWhere = (values: readonly number[], sizes: readonly number[], chosen: readonly boolean[]): boolean => {
  const least = Math.min(...values);
  return values.every((value, i) => !chosen[i] || value - least <= 1e-9 * at(sizes, i));
};

/** What says that weights are the solution, and no approximation of it: the conditions of optimality of the problem that the method poses. */
const certificates: Readonly<Record<string, { readonly parameters: object; holds(chosen: Chosen): boolean }>> = {
  mgda: {
    parameters: {},
    // A step towards any gradient makes the mixture no shorter; none that has a share could be left out.
    holds: ({ w, gains, norms, square }) =>
      gains.every((gain, i) => gain >= square - 1e-9 * at(norms, i) * Math.sqrt(square)) &&
      leastWhere(
        gains,
        norms.map((norm) => norm * Math.sqrt(square)),
        w.map((share) => share > 0),
      ),
  },
  'imtl-g': { parameters: {}, holds: ({ gains, norms }) => allAlike(gains.map((gain, i) => gain / at(norms, i))) },
  config: { parameters: {}, holds: ({ gains, norms }) => allAlike(gains.map((gain, i) => gain / at(norms, i))) },
  'nash-mtl': {
    parameters: {},
    holds: ({ w, gains }) => w.every((x) => x > 0) && allAlike(gains.map((gain, i) => gain * at(w, i))),
  },
  fairgrad: {
    parameters: { alpha: 2 },
    holds: ({ w, gains }) => w.every((x) => x > 0) && allAlike(gains.map((gain, i) => gain * Math.sqrt(at(w, i)))),
  },
  dualproj: {
    parameters: {},
    holds: ({ w, gains, norms, square }) =>
      w.every((x) => x >= 1 / w.length - 1e-15) &&
      gains.every((gain, i) => {
        const size = 1e-9 * at(norms, i) * Math.sqrt(square);
        return gain >= -size && (gain <= size || at(w, i) <= 1 / w.length + 1e-12);
      }),
  },
  // What is added to the mean goes to the tasks that gain least, which gain alike.
  cagrad: {
    parameters: { rescale: false },
    holds: ({ w, gains, norms, square }) =>
      leastWhere(
        gains,
        norms.map((norm) => norm * Math.sqrt(square)),
        w.map((x) => x > 1 / w.length + 1e-12),
      ),
  },
};

describe.each(Object.entries(certificates))('%s', (id, { parameters, holds }) => {
  it.each([2, 3, 5, 8, 10])('is exact for %i tasks, whatever their scales are', (tasks) => {
    const method = balancingMethod(id);
    invariant(method, `there is a method ${id}`);
    const failed: number[] = [];
    for (let seed = 0; seed < 12; seed++) {
      const random = randomStream(seed, 'exact', tasks);
      const gradients = randomGradients(tasks, 14, random).map((gradient, i) => {
        const size = seed % 3 === 2 ? 10 ** ((4 * i) / (tasks - 1) - 2) : 1;
        return gradient.map((value) => size * value);
      });
      const { weights: w } = taken(method, method.schema.parse(parameters), { losses: gradients.map(() => 1), gradients });
      const gramian = gramianOf(gradients);
      const gains = [...times(gramian, w)];
      const norms = gradients.map((_, i) => Math.sqrt(at(gramian, i * (tasks + 1))));
      if (!holds({ norms, w, gains, square: inner(w, gains) })) failed.push(seed);
    }
    expect(failed).toEqual([]);
  });
});
