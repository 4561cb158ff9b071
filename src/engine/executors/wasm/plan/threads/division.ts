import { invariant } from '../../../../../core/util/assert-never.ts';
import type { Words } from '../job.ts';

/** A part of linear memory, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What one needs to know of an operation to run parts of it on several threads at once. */
export interface Division {
  /** About how long the operation takes on one thread, in nanoseconds, on a processor of 3 GHz. */
  readonly time: number;
  /** Into how many units it can be cut, each with the same number of results; 1 where it cannot. */
  readonly units: number;
  /** The operation that makes the units `first` … `last` − 1 alone, every number by the same sums in the same order. */
  readonly part: (first: number, last: number) => Words;
  /** Every byte that it reads or writes lies in one of these, its scratch excepted. */
  readonly reads: readonly Span[];
  readonly writes: readonly Span[];
}

export const span = (address: number, bytes: number): Span => ({ start: address, end: address + bytes });

/** What is written in whole vectors. */
export const inVectors = (address: number, count: number): Span => span(address, Math.ceil(count / 4) * 16);

/** The same words, some of them replaced. */
export const replaced = (words: Words, changes: Readonly<Record<number, number>>): Words =>
  words.map((word, index) => changes[index] ?? word);

/** An operation that one thread does alone. */
export const undivided = (words: Words, more: Pick<Division, 'time' | 'reads' | 'writes'>): Division => ({
  ...more,
  units: 1,
  part(first, last) {
    invariant(first === 0 && last === 1, 'the operation is one piece');
    return words;
  },
});
