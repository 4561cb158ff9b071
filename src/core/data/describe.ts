import type { LabelSpread } from '../tasks/formats/format.ts';
import { formatOf } from '../tasks/formats/format-of.ts';
import { ownValue } from '../util/own-value.ts';
import { missingRows } from './labels.ts';
import type { Dataset } from './types.ts';

/** How the labels of one target are spread over a data set, before a document takes any away. */
export interface TargetSummary extends LabelSpread {
  readonly id: string;
  /** Samples that have a label. */
  readonly labelled: number;
}

/** What a data set is made of, once it is loaded. */
export interface DatasetSummary {
  readonly count: number;
  /** Of inputs and labels in memory. */
  readonly bytes: number;
  readonly targets: readonly TargetSummary[];
}

/** Sizes and the balance of every target, for the data set's page. */
export function describeDataset(dataset: Dataset): DatasetSummary {
  const { signature, inputs, targets } = dataset;
  const stored = [...Object.values(inputs), ...Object.values(targets)];
  return {
    count: signature.count,
    bytes: stored.reduce((sum, values) => sum + values.byteLength, 0),
    targets: signature.targets.map((target) => {
      const missing = missingRows(dataset, target);
      const rows = Array.from(missing.keys()).filter((row) => missing[row] === 0);
      const stored = ownValue(targets, target.id) ?? new Float32Array(0);
      return { id: target.id, labelled: rows.length, ...formatOf(target).describe(target, stored, rows) };
    }),
  };
}
