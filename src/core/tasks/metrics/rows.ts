import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs } from './labelled.ts';

/** The samples that have a label. */
function labelledRows({ count, mask }: LabelledOutputs): number[] {
  return Array.from({ length: count }, (_, row) => row).filter((row) => at(mask, row) > 0);
}

/**
 * The samples that can be judged, and how many numbers each has; null where no sample has a label, or where the model's output of one is
 * not a finite number (training diverged), so that no metric is ever NaN.
 */
export function judgedRows(labelled: LabelledOutputs): { readonly rows: readonly number[]; readonly width: number } | null {
  const rows = labelledRows(labelled);
  if (rows.length === 0) return null;
  const width = labelled.outputs.length / labelled.count;
  const finite = rows.every((row) => labelled.outputs.subarray(row * width, (row + 1) * width).every(Number.isFinite));
  return finite ? { rows, width } : null;
}

/** total / count, or null for an empty count. */
export const ratio = (total: number, count: number): number | null => (count > 0 ? total / count : null);

/** The mean of the values that are defined, or null where none is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return ratio(
    defined.reduce((sum, value) => sum + value, 0),
    defined.length,
  );
}
