import { type FormatKind, nothingToCount } from '../../../tasks/formats/format.ts';

/** A format that nobody has, f32 [samples, 1]: a percentage, 0 … 100. */
export interface PercentTarget {
  readonly format: 'percent';
}

export interface PercentReading {
  readonly kind: 'percent';
  readonly percent: number;
}

export const percentFormat: FormatKind<PercentTarget, PercentReading> = {
  format: 'percent',
  usualKind: 'proportion',
  storedWidth: () => 1,
  saysSomething: (_, stored) => !Number.isNaN(stored[0] ?? Number.NaN),
  describe(_, stored, rows) {
    const values = rows.map((row) => stored[row] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { ...nothingToCount, ranges: [{ smallest: Math.min(...values), mean, largest: Math.max(...values) }] };
  },
  readTruth: (_, stored) => ({ kind: 'percent', percent: stored[0] ?? 0 }),
  readOutput: (_, output) => ({ kind: 'percent', percent: 100 * (output[0] ?? 0) }),
  isRight: (predicted, truth) => Math.abs(predicted.percent - truth.percent) <= 5,
  say: ({ percent }) => `${Math.round(percent)} %`,
};
