import type { Shape } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';

/** The extent of an axis: a number, or so many times the samples that are predicted at once. */
export type Dim = number | { readonly samples: number };

/**
 * Two numbers of samples for which a network is lowered, to see what depends on them. Both are primes that no extent of a document is a
 * multiple of by accident.
 */
export const probes = [999_983, 999_979] as const;

/** The extent that is `a` for as many samples as the first probe says, and `b` for those of the second. */
function dimOf(a: number, b: number): Dim {
  if (a === b) return a;
  const samples = a / probes[0];
  invariant(Number.isInteger(samples) && b === samples * probes[1], `${a} and ${b} follow from the number of samples`);
  return { samples };
}

export function dimsOf(a: Shape, b: Shape): Dim[] {
  invariant(a.length === b.length, 'the rank of a tensor is the same for all numbers of samples');
  return a.map((extent, axis) => dimOf(extent, at(b, axis)));
}

export const isFixed = (dim: Dim): dim is number => typeof dim === 'number';

/** An extent that does not depend on the number of samples. */
export function fixed(dim: Dim | undefined): number {
  invariant(dim !== undefined && isFixed(dim), 'the extent does not depend on the number of samples');
  return dim;
}
