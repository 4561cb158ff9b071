import { at } from '../../util/assert-never.ts';
import { balancedFrom, countClasses } from '../balance.ts';
import { indexOfLargest } from '../metrics/largest.ts';
import { type Decide, type Decision, type FormatKind, nothingToCount } from './format.ts';
import { labelCounts } from './spread.ts';

/** i32 [samples]: the index of the class; `ordered`: the classes stand in an order, such as grades */
export interface ClassTarget {
  readonly format: 'class';
  readonly classes: readonly string[];
  readonly ordered?: true;
}

export interface ClassReading {
  readonly kind: 'class';
  readonly label: string;
  readonly index: number;
  readonly probability: number;
}

/** What a target stores where the class is not known. */
const unknownClass = -1;

const largest = (output: Float32Array): Decision => ({ index: indexOfLargest(output), probabilities: [...output] });

const decided = (output: Float32Array, decide: Decide = largest): Decision => decide(output);

export const classFormat: FormatKind<ClassTarget, ClassReading> = {
  format: 'class',
  usualKind: 'classification',
  storedWidth: () => 1,
  saysSomething: (_, stored) => (stored[0] ?? unknownClass) !== unknownClass,
  spread({ classes }, stored, width) {
    if (width !== classes.length) return null;
    const rows = new Float32Array(stored.length * width);
    for (const [row, label] of stored.entries()) rows[row * width + label] = 1;
    return rows;
  },
  classNames: ({ classes }) => classes,
  renamed: (target, name) => ({ ...target, classes: target.classes.map(name) }),
  balance: ({ classes }, labels) => balancedFrom(countClasses(labels, classes.length)),
  describe: ({ classes }, stored, rows) => ({ ...nothingToCount, counts: labelCounts(classes, stored, rows, 1) }),
  readTruth({ classes }, stored) {
    const index = at(stored, 0);
    return { kind: 'class', index, label: classes[index] ?? String(index), probability: 1 };
  },
  readOutput({ classes }, output, decide) {
    const { index, probabilities } = decided(output, decide);
    return { kind: 'class', index, label: classes[index] ?? String(index), probability: at(probabilities, index) };
  },
  isRight: (predicted, truth) => predicted.index === truth.index,
  probabilities({ classes }, output, decide) {
    const { probabilities } = decided(output, decide);
    return classes.map((label, i) => ({ label, probability: at(probabilities, i) }));
  },
  say: ({ label }) => label,
};
