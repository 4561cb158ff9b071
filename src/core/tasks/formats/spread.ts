import type { LabelSpread, StoredLabels } from './format.ts';

type Counts = NonNullable<LabelSpread['counts']>;

/** How often each of the labels is the first of the `width` numbers of a row. */
export function labelCounts(labels: readonly string[], stored: StoredLabels, rows: readonly number[], width: number): Counts {
  const counts = new Array<number>(labels.length).fill(0);
  for (const row of rows) {
    const index = stored[row * width] ?? -1;
    if (index >= 0 && index < labels.length) counts[index] = (counts[index] ?? 0) + 1;
  }
  return labels.map((label, i) => ({ label, count: counts[i] ?? 0 }));
}

/** How many numbers of the rows are no `filler`, per row. */
export function meanLength(stored: StoredLabels, rows: readonly number[], filler: number): number {
  let tokens = 0;
  for (const value of stored) if (value !== filler) tokens++;
  return rows.length === 0 ? 0 : tokens / rows.length;
}

/** True where every number is one. */
export const allKnown = (stored: ArrayLike<number>): boolean => !Array.from(stored).some((value) => Number.isNaN(value));

export const equal = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
