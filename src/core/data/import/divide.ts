import { at } from '../../util/assert-never.ts';
import { diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { permutation, randomStream } from '../../util/random.ts';
import type { ColumnChoice, Division } from './choices.ts';
import { codesOf } from './column.ts';
import { readNumbers } from './infer.ts';
import { partOf } from './part-of.ts';
import type { Table } from './table.ts';

/** The part of every row: 0 training, 1 validation, 2 test. [rows] */
export type Parts = Uint8Array<ArrayBuffer>;

/** How many rows each part has. */
export const partSizes = (parts: Parts): readonly [train: number, validation: number, test: number] => {
  const sizes: [number, number, number] = [0, 0, 0];
  for (const part of parts) sizes[part === 0 ? 0 : part === 1 ? 1 : 2]++;
  return sizes;
};

/** Deals rows out in the order given, so that every stretch of it is divided as the whole is. */
function dealt(order: ArrayLike<number>, { train, validation }: Division): Parts {
  const parts = new Uint8Array(order.length);
  const wanted = [train, validation, 1 - train - validation];
  const given = [0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    // The part that is furthest behind what it should have by now.
    let next = 0;
    for (let part = 1; part < 3; part++) {
      if (at(wanted, part) * (i + 1) - at(given, part) > at(wanted, next) * (i + 1) - at(given, next)) next = part;
    }
    given[next] = at(given, next) + 1;
    parts[at(order, i)] = next;
  }
  return parts;
}

/** The first rows of an order for training, the next for validation, the rest for the test. */
function inTurn(order: ArrayLike<number>, { train, validation }: Division): Parts {
  const parts = new Uint8Array(order.length);
  const [first, second] = [Math.round(order.length * train), Math.round(order.length * (train + validation))];
  for (let i = 0; i < order.length; i++) parts[at(order, i)] = i < first ? 0 : i < second ? 1 : 2;
  return parts;
}

/** A few strata of a target: its classes, or fifths of its numbers; one more for what has no label. */
function strataOf(table: Table, index: number, choice: ColumnChoice): Int32Array {
  const column = at(table.columns, index);
  if (choice.kind !== 'number' && choice.kind !== 'date') return codesOf(column).codes;
  const numbers = readNumbers(column, choice);
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  const cuts = [1, 2, 3, 4].map((fifth) => sorted[Math.floor((fifth * sorted.length) / 5)] ?? 0);
  return Int32Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length));
}

function stratified(table: Table, choices: readonly ColumnChoice[], division: Division, shuffled: Int32Array): Parts {
  const strata = choices.flatMap((choice, i) =>
    choice.role === 'target' && choice.kind !== 'spans' && choice.kind !== 'text' ? [strataOf(table, i, choice)] : [],
  );
  const place = new Int32Array(shuffled.length);
  shuffled.forEach((row, i) => {
    place[row] = i;
  });
  const order = Int32Array.from(shuffled).sort((a, b) => {
    for (const one of strata) {
      const difference = at(one, a) - at(one, b);
      if (difference !== 0) return difference;
    }
    return at(place, a) - at(place, b);
  });
  return dealt(order, division);
}

/** Whole groups, in random order, each to the part that is furthest behind; rows without a group each stand for themselves. */
function byGroup(codes: Int32Array, words: number, { train, validation }: Division, shuffled: Int32Array): Parts {
  const groups = new Map<number, number[]>();
  shuffled.forEach((row) => {
    const code = at(codes, row);
    const key = code < 0 ? words + row : code;
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  });
  const parts = new Uint8Array(codes.length);
  const wanted = [train, validation, 1 - train - validation].map((share) => share * codes.length);
  const given = [0, 0, 0];
  for (const rows of groups.values()) {
    let next = 0;
    for (let part = 1; part < 3; part++) if (at(wanted, part) - at(given, part) > at(wanted, next) - at(given, next)) next = part;
    given[next] = at(given, next) + rows.length;
    for (const row of rows) parts[row] = next;
  }
  return parts;
}

/**
 * Divides the rows of a table into three parts. Refused where the column that decides is missing, or where nothing is left to train on. `column`: rows whose
 * word names no part are trained on, and counted by `unnamedParts`.
 */
export function divide(table: Table, choices: readonly ColumnChoice[], division: Division): Result<Parts> {
  const shuffled = permutation(table.count, randomStream(division.seed, 'data', 'split'));
  const parts = partsBy(table, choices, division, shuffled);
  if (!parts) return refused(diagnostic('import.noSplitColumn', { by: division.by }, 'data'));
  return partSizes(parts)[0] > 0 ? ok(parts) : refused(diagnostic('training.noTrainingData', {}, 'data'));
}

function partsBy(table: Table, choices: readonly ColumnChoice[], division: Division, shuffled: Int32Array): Parts | null {
  switch (division.by) {
    case 'random':
      return inTurn(shuffled, division);
    case 'stratified':
      return stratified(table, choices, division, shuffled);
    case 'group': {
      const column = table.columns[choices.findIndex(({ role }) => role === 'group')];
      if (!column) return null;
      const { codes, words } = codesOf(column);
      return byGroup(codes, words.length, division, shuffled);
    }
    case 'column': {
      const column = table.columns[choices.findIndex(({ role }) => role === 'split')];
      if (!column) return null;
      const { codes, words } = codesOf(column);
      const named = words.map((word) => partOf(word) ?? 0);
      return Uint8Array.from(codes, (code) => (code < 0 ? 0 : at(named, code)));
    }
    case 'time': {
      const index = choices.findIndex(({ kind, name }) => kind === 'date' && (division.time ?? name) === name);
      const [column, choice] = [table.columns[index], choices[index]];
      if (!column || !choice) return null;
      const days = readNumbers(column, choice);
      // What has no date is trained on: it cannot be told to be later than anything.
      const when = (row: number): number => (Number.isNaN(at(days, row)) ? Number.NEGATIVE_INFINITY : at(days, row));
      return inTurn(
        Int32Array.from(days.keys()).sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : a - b)),
        division,
      );
    }
  }
}
