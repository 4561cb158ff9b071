import type { Series } from './series.ts';

/** Rows of a history: the steps `from`, `from + every`, … */
export interface Stretch {
  /** Counted from 1. */
  readonly from: number;
  /** 1: every step has its row; otherwise one step of so many was kept. */
  readonly every: number;
  /** Rows, at least one. */
  readonly count: number;
}

/** Which steps the rows of a history belong to, in order. One stretch, until a run is longer than is kept of it. */
export type KeptSteps = readonly Stretch[];

const lastOf = ({ from, every, count }: Stretch): number => from + every * (count - 1);

export const rowsIn = (kept: KeptSteps): number => kept.reduce((sum, { count }) => sum + count, 0);

/** The step of a row; NaN outside. */
export function stepAt(kept: KeptSteps, row: number): number {
  let left = row;
  for (const { from, every, count } of kept) {
    if (left < count) return left < 0 ? Number.NaN : from + every * left;
    left -= count;
  }
  return Number.NaN;
}

/** The first row whose step is at least `step`; the number of rows where there is none. */
export function rowFrom(kept: KeptSteps, step: number): number {
  let row = 0;
  for (const stretch of kept) {
    if (step <= stretch.from) return row;
    if (step <= lastOf(stretch)) return row + Math.ceil((step - stretch.from) / stretch.every);
    row += stretch.count;
  }
  return row;
}

/** Steps that follow the last one, each with a row of its own. */
export function keptWith(kept: KeptSteps, from: number, count: number): KeptSteps {
  const last = kept.at(-1);
  if (count <= 0) return kept;
  if (last?.every === 1 && from === last.from + last.count) return [...kept.slice(0, -1), { ...last, count: last.count + count }];
  return [...kept, { from, every: 1, count }];
}

/** The first so many rows. */
export function keptUntil(kept: KeptSteps, rows: number): KeptSteps {
  let left = rows;
  return kept.flatMap((stretch) => {
    const count = Math.min(stretch.count, left);
    left -= count;
    return count > 0 ? [{ ...stretch, count }] : [];
  });
}

/** The first and the last step of the part where some are left out, and of how many one is kept there; null where all are kept. */
export function thinnedPart(kept: KeptSteps): readonly [from: number, to: number, every: number] | null {
  const coarse = kept.filter(({ every }) => every > 1);
  const [first, last] = [coarse[0], coarse.at(-1)];
  return first && last ? [first.from, lastOf(last), Math.max(...coarse.map(({ every }) => every))] : null;
}

/** The most steps that are kept of a run, as long as they hold no more numbers than this together (256 MiB). */
export const mostSteps = 1_000_000;
const mostNumbers = 2 ** 26;
/** However many columns there are. */
const fewestRows = 2 ** 14;

/** The most rows of a history with so many numbers per step. */
export const mostRows = (columns: number): number =>
  Math.max(fewestRows, Math.min(mostSteps, Math.floor(mostNumbers / Math.max(1, columns))));

/** What is left of a history that was thinned. */
export interface Thinning {
  readonly kept: KeptSteps;
  /** The rows of the longer history that stay, in order. */
  readonly rows: Uint32Array;
}

/**
 * Thins a history of `limit` rows to less than a fifth: the first and the last stay step by step, of those between at most a sixteenth of
 * the limit, at equal distances (a power of two). It is done anew only when as many rows as were dropped have come, so that a step costs
 * the same however long the run is.
 */
export function thinning(kept: KeptSteps, limit: number): Thinning {
  const total = rowsIn(kept);
  const [head, tail] = [Math.floor(limit / 64), Math.floor(limit / 16)];
  const begin = stepAt(kept, head);
  const end = stepAt(kept, total - tail);
  const coarsest = Math.max(1, ...kept.map(({ every }) => every));
  let every = coarsest;
  while ((end - begin) / every > limit / 16) every *= 2;
  const rows: number[] = [];
  for (let row = 0; row < head; row++) rows.push(row);
  // Places of a multiple of the distance, so that the next thinning finds the steps that this one left.
  for (let step = begin; step < end; step += every) {
    const row = rowFrom(kept, step);
    if (row < total - tail && rows.at(-1) !== row) rows.push(row);
  }
  for (let row = total - tail; row < total; row++) rows.push(row);
  return { kept: stretchesOf(rows.map((row) => stepAt(kept, row))), rows: Uint32Array.from(rows) };
}

/** Ascending steps as stretches of equal distance. */
function stretchesOf(steps: readonly number[]): KeptSteps {
  const stretches: { from: number; every: number; count: number }[] = [];
  let last = Number.NaN;
  for (const step of steps) {
    const open = stretches.at(-1);
    const distance = step - last;
    last = step;
    if (open && open.count > 1 && open.every === distance) open.count++;
    else if (open?.count === 1) {
      open.every = distance;
      open.count = 2;
    } else stretches.push({ from: step, every: 1, count: 1 });
  }
  return stretches;
}

/** A column of the longer history as it is in the thinned one; one that came to an end stays as short as its last number says. */
export function thinned(series: Series, rows: Uint32Array): Series {
  let length = rows.length;
  while (length > 0 && (rows[length - 1] ?? 0) >= series.length) length--;
  return series.pick(length === rows.length ? rows : rows.subarray(0, length));
}
