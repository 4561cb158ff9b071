import { at, invariant } from '../../../../../core/util/assert-never.ts';
import * as id from '../../ids.ts';
import type { Words } from '../job.ts';
import { type Division, inVectors, replaced, span, undivided } from './division.ts';
import { imageDivisions } from './images.ts';
import { productDivision } from './products.ts';
import { tapeDivision } from './tapes.ts';

/** Numbers that always stay together: a line of the caches. */
const line = 16;

/** Columns that are summed up together; assembly/reduce.ts. */
const vectors = 8;

function copyDivision(words: Words): Division {
  const [, to = 0, from = 0, rank = 0, extent = 0, stepTo = 0, stepFrom = 0] = words;
  let [numbers, reachTo, reachFrom] = [1, 0, 0];
  for (let axis = 0; axis < rank; axis++) {
    const [count = 0, byTo = 0, byFrom = 0] = words.slice(4 + 3 * axis);
    numbers *= count;
    reachTo += (count - 1) * byTo;
    reachFrom += (count - 1) * byFrom;
  }
  return {
    time: 0.5 * numbers,
    units: extent,
    part: (first, last) => replaced(words, { 1: to + first * stepTo, 2: from + first * stepFrom, 4: last - first }),
    reads: [span(from, reachFrom + 4)],
    writes: [span(to, reachTo + 4)],
  };
}

/** zero and move: `bytes` is the index of the word that says how many. */
function byteDivision(words: Words, places: readonly number[], bytes: number): Division {
  const count = at(words, bytes);
  const size = 4 * line;
  const [to, ...from] = places.map((index) => span(at(words, index), count));
  return {
    time: 0.05 * count,
    units: Math.ceil(count / size),
    part: (first, last) =>
      replaced(words, {
        ...Object.fromEntries(places.map((index) => [index, at(words, index) + first * size])),
        [bytes]: Math.min(count, last * size) - first * size,
      }),
    reads: from,
    writes: to ? [to] : [],
  };
}

/** By the axis before the reduced one; where there is none, by columns. */
function reduceDivision(words: Words): Division {
  const [, to = 0, from = 0, outer = 0, extent = 0, inner = 0, , stride = 0] = words;
  const known = {
    time: 0.15 * outer * extent * inner,
    reads: [span(from, (outer * extent - 1) * stride + 4 * inner)],
    writes: [span(to, 4 * outer * inner)],
  };
  if (outer > 1) {
    const part = (first: number, last: number): Words =>
      replaced(words, { 1: to + 4 * first * inner, 2: from + first * extent * stride, 3: last - first });
    return { ...known, units: outer, part };
  }
  if (inner === 1) return undivided(words, known);
  return {
    ...known,
    units: Math.ceil(inner / vectors),
    part(first, last) {
      const column = first * vectors;
      return replaced(words, { 1: to + 4 * column, 2: from + 4 * column, 5: Math.min(inner, last * vectors) - column });
    },
  };
}

/** `rows` rows, each made from rows of the same number: `strides` are bytes by the index of the address, the destination first. */
function rowDivision(
  words: Words,
  rowsAt: number,
  time: number,
  strides: readonly (readonly [index: number, bytes: number])[],
  more: Pick<Division, 'reads'> = { reads: [] },
): Division {
  const rows = at(words, rowsAt);
  const [to, ...from] = strides.map(([index, bytes]) => span(at(words, index), rows * bytes));
  return {
    time,
    units: rows,
    part: (first, last) =>
      replaced(words, {
        ...Object.fromEntries(strides.map(([index, bytes]) => [index, at(words, index) + first * bytes])),
        [rowsAt]: last - first,
      }),
    reads: [...from, ...more.reads],
    writes: to ? [to] : [],
  };
}

function randomDivision(words: Words): Division {
  const [, to = 0, key = 0, from = 0, end = 0] = words;
  return {
    time: 3 * (end - from),
    units: Math.ceil((end - from) / line),
    part: (first, last) => replaced(words, { 3: from + first * line, 4: Math.min(end, from + last * line) }),
    reads: [span(key, 32)],
    writes: [inVectors(to + 4 * from, end - from)],
  };
}

function updateDivision(words: Words): Division {
  const [, w = 0, g = 0, count = 0, controls = 0, controlBytes = 0, ...slots] = words;
  const buffers = [
    { index: 1, address: w },
    { index: 2, address: g },
    ...slots.map((address, slot) => ({ index: 6 + slot, address })),
  ];
  const places = buffers.map(({ address }) => span(address, 4 * count));
  return {
    time: 0.9 * count,
    units: Math.ceil(count / line),
    part: (first, last) =>
      replaced(words, {
        ...Object.fromEntries(buffers.map(({ index, address }) => [index, address + 4 * first * line])),
        3: Math.min(count, last * line) - first * line,
      }),
    reads: [...places, span(controls, controlBytes)],
    writes: places,
  };
}

function scatterDivision(words: Words): Division {
  const [, to = 0, ids = 0, updates = 0, count = 0, width = 0, rows = 0] = words;
  return undivided(words, {
    time: 0.3 * count * width + 0.05 * rows * width,
    reads: [span(ids, 4 * count), span(updates, 4 * count * width)],
    writes: [span(to, 4 * rows * width)],
  });
}

function clipDivision(words: Words): Division {
  const [, gradient = 0, count = 0] = words;
  const place = span(gradient, 4 * count);
  return undivided(words, { time: 0.6 * count, reads: [place], writes: [place] });
}

const divisions: Readonly<Record<number, (words: Words, threads: number) => Division>> = {
  ...imageDivisions,
  [id.opTape]: tapeDivision,
  [id.opMatmul]: productDivision,
  [id.opCopy]: copyDivision,
  [id.opZero]: (words) => byteDivision(words, [1], 2),
  [id.opMove]: (words) => byteDivision(words, [1, 2], 3),
  [id.opReduce]: reduceDivision,
  [id.opGather](words) {
    const [, , table = 0, , count = 0, width = 0, rows = 0] = words;
    const strides = [
      [1, 4 * width],
      [3, 4],
    ] as const;
    return rowDivision(words, 4, 20 * count + 0.1 * count * width, strides, { reads: [span(table, 4 * rows * width)] });
  },
  [id.opScatterAdd]: scatterDivision,
  [id.opOneHot](words) {
    const [, , , count = 0, depth = 0] = words;
    return rowDivision(words, 3, 2 * count + 0.05 * count * depth, [
      [1, 4 * depth],
      [2, 4],
    ]);
  },
  [id.opRandom]: randomDivision,
  [id.opSoftmax](words) {
    const [, , , rows = 0, columns = 0] = words;
    return rowDivision(words, 3, 20 * rows + 3 * rows * columns, [
      [1, 4 * columns],
      [2, 4 * columns],
    ]);
  },
  [id.opLogSoftmax](words) {
    const [, , , rows = 0, columns = 0] = words;
    return rowDivision(words, 3, 20 * rows + 3 * rows * columns, [
      [1, 4 * columns],
      [2, 4 * columns],
    ]);
  },
  [id.opCrossEntropy](words) {
    const [, , , , rows = 0, columns = 0] = words;
    return rowDivision(words, 4, 80 * rows + 3 * rows * columns, [
      [1, 4],
      [2, 4 * columns],
      [3, 4 * columns],
    ]);
  },
  [id.opClip]: clipDivision,
  [id.opUpdate]: updateDivision,
};

/** How an operation of the table can be divided among so many threads. */
export function divisionOf(words: Words, threads: number): Division {
  const division = divisions[at(words, 0)];
  invariant(division, `operation ${words[0]} can be divided`);
  return division(words, threads);
}
