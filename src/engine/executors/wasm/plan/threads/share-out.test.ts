import { expect, test } from 'vitest';
import { digitsShared } from '../../../../../core/presets/digits.ts';
import { at } from '../../../../../core/util/assert-never.ts';
import { programOf } from '../../../tfjs/testing.ts';
import * as id from '../../ids.ts';
import { layOut } from '../../layout.ts';
import type { Words } from '../job.ts';
import { shareOut } from './share-out.ts';

/** to, from and 64 bytes per thread to work in; a product of [m, 8] and [8, 8]. */
const product = (to: number, a: number, b: number, m: number): Words => [
  ...[id.opMatmul, to, a, b, 1, m, 8, 8, 32, 4, 32, 4, 32 * m, 256, 0, 0, 32, 32 * m],
];
const move = (to: number, from: number, bytes: number): Words => [id.opMove, to, from, bytes];

/** Operations as `NUMBER@THREAD`, barriers as `|`. */
const shared = (operations: readonly Words[], threads: number, leastPart: number): string =>
  shareOut(
    Array.from({ length: threads }, () => operations),
    leastPart,
  )
    .map((words) => {
      const word = at(words, 0);
      return word === id.opBarrier ? '|' : `${word & 255}@${word >>> id.threadShift}`;
    })
    .join(' ');

test('what is short is done by one thread, and nobody waits in between', () => {
  const small = [move(1000, 2000, 64), move(2000, 1000, 64), move(3000, 2000, 64)];
  expect(shared(small, 4, 1000)).toBe('3@0 3@0 3@0');
});

test('what is long is divided, and nobody waits where each thread goes on with its own rows', () => {
  const chain = [product(100_000, 0, 50_000, 256), product(200_000, 100_000, 60_000, 256)];
  expect(shared(chain, 2, 100)).toBe('5@0 5@1 5@0 5@1');
});

test('all wait where one reads what another has written, or writes what another has read', () => {
  const rows = product(100_000, 0, 50_000, 256);
  // The second product reads what the first has made as its right-hand side: every thread needs all of it.
  expect(shared([rows, product(200_000, 0, 100_000, 256)], 2, 100)).toBe('5@0 5@1 | 5@0 5@1');
  expect(shared([rows, product(50_000, 300_000, 60_000, 256)], 2, 100)).toBe('5@0 5@1 | 5@0 5@1');
});

test('an operation that is not divided follows the thread that made what it reads', () => {
  const rows = product(100_000, 0, 50_000, 256);
  expect(shared([rows, move(400_000, 100_000 + 32 * 200, 64)], 2, 100)).toBe('5@0 5@1 3@1');
});

test('a product of few rows is divided by columns, one of many by rows', () => {
  const wide = [id.opMatmul, 0, 100_000, 200_000, 1, 8, 64, 256, 256, 4, 1024, 4, 2048, 65_536, 0, 0, 1024, 8192];
  const [first, second] = shareOut([[wide], [wide]], 100);
  expect([first?.[5], first?.[7], second?.[1], second?.[3]]).toEqual([8, 128, 512, 200_512]);
  const tall = product(0, 100_000, 200_000, 256);
  const [upper, lower] = shareOut([[tall], [tall]], 100);
  expect([upper?.[5], upper?.[7], lower?.[1], lower?.[2]]).toEqual([128, 8, 128 * 32, 100_000 + 128 * 32]);
});

test('one thread has the table that it always had', () => {
  const program = programOf(digitsShared(), 8);
  const { words } = layOut(program, 1024, { threads: 1, leastPart: 0 }).step;
  const numbers: number[] = [];
  for (let i = 0; i < words.length; i += at(words, i + 1) / 4) numbers.push(at(words, i));
  expect(Math.max(...numbers)).toBeLessThan(id.opBarrier);
});
