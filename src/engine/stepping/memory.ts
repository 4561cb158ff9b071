import { at } from '../../core/util/assert-never.ts';

/** What is remembered of steps whose weights are chosen group by group, or not in every step. */
export interface Memory {
  /** The method's own, of every group. */
  readonly states: readonly Float64Array[];
  /** The weights that were chosen last, before λ; empty: none yet. */
  readonly last: Float64Array;
}

/** In one row: each part behind its length. */
export const packed = ({ states, last }: Memory): Float64Array =>
  Float64Array.from([...states, last].flatMap((part) => [part.length, ...part]));

/** The parts of such a row; null where it is none. */
function partsOf(row: Float64Array): Float64Array[] | null {
  const parts: Float64Array[] = [];
  for (let from = 0; from < row.length; ) {
    const length = at(row, from);
    const end = from + 1 + length;
    if (!Number.isInteger(length) || length < 0 || end > row.length) return null;
    parts.push(row.slice(from + 1, end));
    from = end;
  }
  return parts;
}

/** Of so many groups; null where the row is of another number of them. */
export function unpacked(row: Float64Array, groups: number): Memory | null {
  const parts = partsOf(row);
  const last = parts?.[groups];
  return parts && last && parts.length === groups + 1 ? { states: parts.slice(0, groups), last } : null;
}
