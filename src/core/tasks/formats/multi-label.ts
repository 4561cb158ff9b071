import { at } from '../../util/assert-never.ts';
import { balancedFrom, countClasses } from '../balance.ts';
import { type FormatKind, nothingToCount } from './format.ts';
import { allKnown } from './spread.ts';

/** f32 [samples, labels.length]: 0 or 1 each */
export interface MultiLabelTarget {
  readonly format: 'multiLabel';
  readonly labels: readonly string[];
}

export interface LabelsReading {
  readonly kind: 'labels';
  readonly labels: readonly string[];
}

const marked = ({ labels }: MultiLabelTarget, numbers: ArrayLike<number>): LabelsReading => ({
  kind: 'labels',
  labels: labels.filter((_, i) => at(numbers, i) >= 0.5),
});

export const multiLabelFormat: FormatKind<MultiLabelTarget, LabelsReading> = {
  format: 'multiLabel',
  usualKind: 'multiLabel',
  storedWidth: ({ labels }) => labels.length,
  saysSomething: (_, stored) => allKnown(stored),
  classNames: ({ labels }) => labels,
  renamed: (target, name) => ({ ...target, labels: target.labels.map(name) }),
  /** A pair, without and with it, for each label. */
  balance: ({ labels: names }, labels) =>
    names.flatMap((_, label) => {
      const own = Array.from(labels).filter((_value, i) => i % names.length === label);
      return balancedFrom(countClasses(own, 2));
    }),
  describe({ labels }, stored, rows) {
    const count = (i: number): number => rows.filter((row) => (stored[row * labels.length + i] ?? 0) >= 0.5).length;
    return { ...nothingToCount, counts: labels.map((label, i) => ({ label, count: count(i) })) };
  },
  readTruth: marked,
  readOutput: marked,
  isRight: (predicted, truth) =>
    predicted.labels.length === truth.labels.length && predicted.labels.every((label) => truth.labels.includes(label)),
  probabilities: ({ labels }, output) => labels.map((label, i) => ({ label, probability: at(output, i) })),
  say: ({ labels }) => (labels.length === 0 ? '–' : labels.join(', ')),
};
