import type { ColumnBlock } from './types.ts';

/** Consecutive steps with what was recorded of them. */
export interface RecordedSteps {
  /** The first step, counted from 1. */
  readonly from: number;
  readonly count: number;
  readonly columns: readonly ColumnBlock[];
}

export const blockOf = (columns: readonly ColumnBlock[], id: string): ColumnBlock | undefined =>
  columns.find((block) => block.id === id);

/** The first `count` of them. */
export function firstSteps({ from, columns }: RecordedSteps, count: number): RecordedSteps {
  return {
    from,
    count,
    columns: columns.map(({ id, keys, values }) => ({ id, keys, values: values.slice(0, count * keys.length) })),
  };
}

/** Stretches that follow one another as one; what one of them lacks is NaN there. Values are copied unless there is one stretch alone. */
export function joinSteps(stretches: readonly RecordedSteps[]): RecordedSteps | null {
  const [first] = stretches;
  if (first === undefined || stretches.length === 1) return first ?? null;
  const count = stretches.reduce((sum, stretch) => sum + stretch.count, 0);
  const keysById = new Map<string, Set<string>>();
  for (const { id, keys } of stretches.flatMap(({ columns }) => columns)) {
    keysById.set(id, new Set([...(keysById.get(id) ?? []), ...keys]));
  }
  const columns = [...keysById].map(([id, all]) => joined(id, [...all], count, stretches));
  return { from: first.from, count, columns };
}

function joined(id: string, keys: readonly string[], count: number, stretches: readonly RecordedSteps[]): ColumnBlock {
  const values = new Float32Array(count * keys.length).fill(Number.NaN);
  let offset = 0;
  for (const stretch of stretches) {
    const block = blockOf(stretch.columns, id);
    if (block && block.keys.length === keys.length && block.keys.every((key, i) => key === keys[i])) {
      values.set(block.values, offset);
    } else if (block) {
      const places = block.keys.map((key) => keys.indexOf(key));
      block.values.forEach((value, i) => {
        const step = Math.floor(i / places.length);
        values[offset + step * keys.length + (places[i % places.length] ?? 0)] = value;
      });
    }
    offset += stretch.count * keys.length;
  }
  return { id, keys, values };
}
