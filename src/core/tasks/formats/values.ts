import { withUnit } from '../../util/number-text.ts';
import { type FormatKind, type LabelSpread, type NumberScale, nothingToCount, type StoredLabels } from './format.ts';
import { allKnown } from './spread.ts';

/** f32 [samples, size]; shown to the reader as stored · `scale` + `offset` (1 and 0 where they are absent) in `unit` */
export interface ValuesTarget {
  readonly format: 'values';
  readonly size: number;
  readonly unit?: string;
  readonly scale?: number;
  readonly offset?: number;
}

/** In `unit`, where the data set knows one. */
export interface ValuesReading {
  readonly kind: 'values';
  readonly values: readonly number[];
  readonly unit?: string | undefined;
}

const scaleOf = ({ unit, scale = 1, offset = 0 }: ValuesTarget): NumberScale => ({ unit, scale, offset });

function shown(target: ValuesTarget, stored: ArrayLike<number>): ValuesReading {
  const { unit, scale, offset } = scaleOf(target);
  return { kind: 'values', values: Array.from(stored, (value) => value * scale + offset), unit };
}

/** Smallest, mean and largest of every `width`-th number, over some rows. */
function rangesOf(stored: StoredLabels, width: number, rows: readonly number[]): LabelSpread['ranges'] {
  return Array.from({ length: width }, (_, column) => {
    let [smallest, largest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (const row of rows) {
      const value = stored[row * width + column] ?? 0;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
      sum += value;
    }
    return rows.length === 0 ? { smallest: 0, mean: 0, largest: 0 } : { smallest, mean: sum / rows.length, largest };
  });
}

export const valuesFormat: FormatKind<ValuesTarget, ValuesReading> = {
  format: 'values',
  usualKind: 'regression',
  storedWidth: ({ size }) => size,
  saysSomething: (_, stored) => allKnown(stored),
  numbers: scaleOf,
  describe: ({ size }, stored, rows) => ({ ...nothingToCount, ranges: rangesOf(stored, size, rows) }),
  readTruth: shown,
  readOutput: shown,
  isRight: () => null,
  say: ({ values, unit }) => values.map((value) => withUnit(value, unit)).join(', '),
};
