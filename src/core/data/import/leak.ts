import { at } from '../../util/assert-never.ts';
import { hashIntegers } from '../../util/random.ts';
import type { ColumnChoice } from './choices.ts';
import { type Column, codesOf } from './column.ts';
import { readNumbers } from './infer.ts';

export interface UsedColumn {
  readonly choice: ColumnChoice;
  readonly column: Column;
}

/** So many rows are looked at. */
const mostRows = 20_000;
const bins = 64;

const isNumeric = ({ choice }: UsedColumn): boolean => choice.kind === 'number' || choice.kind === 'date';

/** A column as a few codes: its words, or bins of its numbers that hold equally many rows; −1 where nothing is. */
function coded(used: UsedColumn, rows: readonly number[]): Int32Array {
  if (!isNumeric(used)) {
    const { codes } = codesOf(used.column);
    return Int32Array.from(rows, (row) => at(codes, row));
  }
  const all = readNumbers(used.column, used.choice);
  const numbers = Float64Array.from(rows, (row) => at(all, row));
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  const different = [...new Set(sorted)];
  // A few different numbers are codes already.
  if (different.length <= bins) {
    const places = new Map(different.map((value, i) => [value, i]));
    return Int32Array.from(numbers, (value) => places.get(value) ?? -1);
  }
  const cuts = Array.from({ length: bins - 1 }, (_, i) => at(sorted, Math.floor(((i + 1) * sorted.length) / bins)));
  return Int32Array.from(numbers, (value) =>
    Number.isNaN(value) ? -1 : cuts.reduce((sum, cut) => sum + (value >= cut ? 1 : 0), 0),
  );
}

/** The correlation of two columns of numbers, squared; 0 where one does not vary. */
function squaredCorrelation(a: Float64Array, b: Float64Array): number {
  const pairs: (readonly [number, number])[] = [];
  a.forEach((value, i) => {
    if (!Number.isNaN(value) && !Number.isNaN(at(b, i))) pairs.push([value, at(b, i)]);
  });
  const scaleA = Math.max(...pairs.map(([value]) => Math.abs(value)), Number.MIN_VALUE);
  const scaleB = Math.max(...pairs.map(([, value]) => Math.abs(value)), Number.MIN_VALUE);
  let [meanA, meanB] = [0, 0];
  for (const [x, y] of pairs) {
    meanA += x / scaleA / pairs.length;
    meanB += y / scaleB / pairs.length;
  }
  let [aa, bb, ab] = [0, 0, 0];
  for (const [x, y] of pairs) {
    const [dx, dy] = [x / scaleA - meanA, y / scaleB - meanB];
    aa += dx * dx;
    bb += dy * dy;
    ab += dx * dy;
  }
  return pairs.length < 10 || aa === 0 || bb === 0 ? 0 : (ab * ab) / (aa * bb);
}

/**
 * Of every row the label of that row of the other half whose number is nearest; −1 where a number is missing. Where classes lie apart, no more than the
 * rows at their borders are mistaken, however few rows there are.
 */
function nearestLabels(numbers: Float64Array, labels: Int32Array, half: (row: number) => number): Int32Array {
  const order = [...numbers.keys()].filter((row) => !Number.isNaN(at(numbers, row)) && at(labels, row) >= 0);
  order.sort((a, b) => at(numbers, a) - at(numbers, b) || a - b);
  const nearest = new Int32Array(numbers.length).fill(-1);
  const distance = new Float64Array(numbers.length).fill(Number.POSITIVE_INFINITY);
  for (const along of [order, [...order].reverse()]) {
    const last: [number, number] = [-1, -1];
    for (const row of along) {
      const own = half(row) === 0 ? 0 : 1;
      const other = last[1 - own] ?? -1;
      const far = other < 0 ? Number.POSITIVE_INFINITY : Math.abs(at(numbers, row) / 2 - at(numbers, other) / 2);
      if (other >= 0 && far < at(distance, row)) {
        distance[row] = far;
        nearest[row] = at(labels, other);
      }
      last[own] = row;
    }
  }
  return nearest;
}

/**
 * How well one feature alone tells a target, 0 … 1, and how well nothing does. Of two columns of numbers, the squared correlation. Otherwise the share of rows
 * whose class (or 64th of the numbers) is the most frequent one of those rows of the other half that have the same feature: a field that no row shares tells
 * nothing, but a number tells what its neighbour of the other half is.
 */
export function determination(
  feature: UsedColumn,
  target: UsedColumn,
  count: number,
): { readonly share: number; readonly without: number } {
  const step = Math.max(1, Math.floor(count / mostRows));
  const rows = Array.from({ length: Math.min(count, mostRows) }, (_, i) => i * step);
  const numbersAt = ({ column, choice }: UsedColumn): Float64Array => {
    const all = readNumbers(column, choice);
    return Float64Array.from(rows, (row) => at(all, row));
  };
  if (isNumeric(feature) && isNumeric(target))
    return { share: squaredCorrelation(numbersAt(feature), numbersAt(target)), without: 0 };
  const [x, y] = [coded(feature, rows), coded(target, rows)];
  const half = (i: number): number => hashIntegers(7, i) & 1;
  const neighbours = isNumeric(feature) ? nearestLabels(numbersAt(feature), y, half) : null;
  const tables = [new Map<number, Map<number, number>>(), new Map<number, Map<number, number>>()];
  const alone = new Map<number, number>();
  let held = 0;
  rows.forEach((_, i) => {
    const label = at(y, i);
    if (label < 0) return;
    held++;
    alone.set(label, (alone.get(label) ?? 0) + 1);
    const table = at(tables, half(i));
    const counts = table.get(at(x, i)) ?? new Map<number, number>();
    counts.set(label, (counts.get(label) ?? 0) + 1);
    table.set(at(x, i), counts);
  });
  const guesses = tables.map((table) => new Map([...table].map(([key, counts]) => [key, mostFrequent(counts)])));
  let [right, near] = [0, 0];
  rows.forEach((_, i) => {
    if (at(y, i) < 0) return;
    const same = at(guesses, 1 - half(i)).get(at(x, i));
    if (same === at(y, i)) right++;
    // What is missing has no neighbours, but is shared.
    const neighbour = neighbours && at(neighbours, i) >= 0 ? at(neighbours, i) : same;
    if (neighbour === at(y, i)) near++;
  });
  const without = held === 0 ? 0 : Math.max(...alone.values()) / held;
  return held < 20 ? { share: 0, without } : { share: Math.max(right, near) / held, without };
}

function mostFrequent(counts: ReadonlyMap<number, number>): number {
  let [best, most] = [-1, 0];
  for (const [label, count] of counts) if (count > most) [best, most] = [label, count];
  return best;
}
