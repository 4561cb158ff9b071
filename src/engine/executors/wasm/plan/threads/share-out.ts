import { at } from '../../../../../core/util/assert-never.ts';
import { opBarrier, threadShift } from '../../ids.ts';
import type { Words } from '../job.ts';
import type { Division, Span } from './division.ts';
import { divisionOf } from './divisions.ts';

/** Something that a thread does, and the memory that it touches. */
interface Piece extends Pick<Division, 'reads' | 'writes'> {
  readonly thread: number;
  readonly words: Words;
}

const overlap = (some: readonly Span[], others: readonly Span[]): boolean =>
  some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));

/** True where two threads must not do these in any order. */
const clash = (a: Piece, b: Piece): boolean =>
  a.thread !== b.thread && (overlap(a.writes, b.writes) || overlap(a.writes, b.reads) || overlap(a.reads, b.writes));

const piece = (thread: number, words: Words, threads: number): Piece => {
  const { reads, writes } = divisionOf(words, threads);
  return { thread, words, reads, writes };
};

/** The parts of an operation, thread by thread, or the whole operation where that is better; `versions`: with each thread's scratch. */
function piecesOf(versions: readonly Words[], leastPart: number): Piece[] {
  const threads = versions.length;
  const { time, units } = divisionOf(at(versions, 0), threads);
  const count = Math.min(threads, units, Math.floor(time / leastPart));
  if (count < 2) return [piece(0, at(versions, 0), threads)];
  const bound = (part: number): number => Math.floor((part * units) / count);
  return versions.slice(0, count).map((words, i) => piece(i, divisionOf(words, threads).part(bound(i), bound(i + 1)), threads));
}

const tagged = ({ thread, words: [operation = 0, ...args] }: Piece): Words => [operation | (thread << threadShift), ...args];

/**
 * The table of several threads, from the same operations as each thread would do them all (they differ by their scratch): operations that
 * take long are divided, the others go to one thread, and all wait for one another only where one touches what another has written, or
 * writes what another has read, since they last did. No part is expected to take less than `leastPart` nanoseconds.
 */
export function shareOut(perThread: readonly (readonly Words[])[], leastPart: number): Words[] {
  const [first, ...rest] = perThread;
  if (!first) return [];
  if (rest.length === 0) return [...first];
  const table: Words[] = [];
  let since: Piece[] = [];
  first.forEach((_, index) => {
    const versions = perThread.map((list) => at(list, index));
    let pieces = piecesOf(versions, leastPart);
    const clashes = (made: readonly Piece[]): boolean => made.some((mine) => since.some((other) => clash(mine, other)));
    if (clashes(pieces)) {
      // What is not divided may suit the thread that made what it reads.
      const elsewhere =
        pieces.length === 1
          ? versions.map((words, thread) => [piece(thread, words, versions.length)]).find((made) => !clashes(made))
          : undefined;
      if (elsewhere) pieces = elsewhere;
      else {
        table.push([opBarrier]);
        since = [];
      }
    }
    table.push(...pieces.map(tagged));
    since.push(...pieces);
  });
  return table;
}
