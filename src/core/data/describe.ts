import { noTag, paddingToken } from '../tasks/formats.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { assertNever } from '../util/assert-never.ts';
import { missingRows } from './labels.ts';
import type { Dataset } from './types.ts';

/** How the labels of one target are spread over a data set, before a document takes any away. */
export interface TargetSummary {
  readonly id: string;
  /** Samples that have a label. */
  readonly labelled: number;
  /** How often each class, tag or label occurs, in the target's order; null where it has none. */
  readonly counts: readonly { readonly label: string; readonly count: number }[] | null;
  /** Of each of the target's numbers; null where it has none. */
  readonly ranges: readonly { readonly smallest: number; readonly mean: number; readonly largest: number }[] | null;
  /** Mean number of tokens of a sequence; null for others. */
  readonly meanLength: number | null;
}

/** What a data set is made of, once it is loaded. */
export interface DatasetSummary {
  readonly count: number;
  /** Of inputs and labels in memory. */
  readonly bytes: number;
  readonly targets: readonly TargetSummary[];
}

type Stored = Float32Array | Int32Array;

const labelCounts = (labels: readonly string[], indices: Iterable<number>): { label: string; count: number }[] => {
  const counts = new Array<number>(labels.length).fill(0);
  for (const index of indices) if (index >= 0 && index < labels.length) counts[index] = (counts[index] ?? 0) + 1;
  return labels.map((label, i) => ({ label, count: counts[i] ?? 0 }));
};

/** Smallest, mean and largest of every `width`-th number, over the rows that are known. */
function rangesOf(values: Stored, width: number, rows: readonly number[]): TargetSummary['ranges'] {
  return Array.from({ length: width }, (_, column) => {
    let [smallest, largest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (const row of rows) {
      const value = values[row * width + column] ?? 0;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
      sum += value;
    }
    return rows.length === 0 ? { smallest: 0, mean: 0, largest: 0 } : { smallest, mean: sum / rows.length, largest };
  });
}

function summarise(target: TargetInfo, values: Stored, missing: Uint8Array): TargetSummary {
  const rows = Array.from(missing.keys()).filter((row) => missing[row] === 0);
  const plain = { id: target.id, labelled: rows.length, counts: null, ranges: null, meanLength: null };
  const known = (column: number, width: number): number[] => rows.map((row) => values[row * width + column] ?? 0);
  const perRow = (count: number): number => (rows.length === 0 ? 0 : count / rows.length);
  switch (target.format) {
    case 'class':
      return { ...plain, counts: labelCounts(target.classes, known(0, 1)) };
    case 'binary':
      return { ...plain, counts: labelCounts(['0', '1'], known(0, 1)) };
    case 'multiLabel': {
      const width = target.labels.length;
      const count = (i: number): number => known(i, width).filter((value) => value >= 0.5).length;
      return { ...plain, counts: target.labels.map((label, i) => ({ label, count: count(i) })) };
    }
    case 'values':
      return { ...plain, ranges: rangesOf(values, target.size, rows) };
    case 'tags':
      return {
        ...plain,
        counts: labelCounts(target.tags, values),
        meanLength: perRow(values.filter((tag) => tag !== noTag).length),
      };
    case 'sequence':
      return { ...plain, meanLength: perRow(values.filter((token) => token !== paddingToken).length) };
    case 'box':
      return { ...plain, counts: labelCounts(['0', '1'], known(0, 5)) };
    case 'input':
      return plain;
    default:
      return assertNever(target);
  }
}

/** Sizes and the balance of every target, for the data set's page. */
export function describeDataset(dataset: Dataset): DatasetSummary {
  const { signature, inputs, targets } = dataset;
  const stored = [...Object.values(inputs), ...Object.values(targets)];
  return {
    count: signature.count,
    bytes: stored.reduce((sum, values) => sum + values.byteLength, 0),
    targets: signature.targets.map((target) =>
      summarise(target, targets[target.id] ?? new Float32Array(0), missingRows(dataset, target)),
    ),
  };
}
