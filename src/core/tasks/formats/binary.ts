import { at } from '../../util/assert-never.ts';
import { inLanguage } from '../../util/localized.ts';
import { balancedFrom, countClasses } from '../balance.ts';
import { type FormatKind, nothingToCount } from './format.ts';
import { allKnown, labelCounts } from './spread.ts';
import { no, yes } from './yes-no.ts';

/** f32 [samples, 1]: 0 or 1 */
export interface BinaryTarget {
  readonly format: 'binary';
}

export interface BinaryReading {
  readonly kind: 'binary';
  readonly yes: boolean;
  readonly probability: number;
}

const reading = (probability: number): BinaryReading => ({ kind: 'binary', yes: probability >= 0.5, probability });

export const binaryFormat: FormatKind<BinaryTarget, BinaryReading> = {
  format: 'binary',
  usualKind: 'binary',
  storedWidth: () => 1,
  saysSomething: (_, stored) => allKnown(stored),
  classNames: () => [no, yes],
  balance: (_, labels) => balancedFrom(countClasses(labels, 2)),
  describe: (_, stored, rows) => ({ ...nothingToCount, counts: labelCounts(['0', '1'], stored, rows, 1) }),
  readTruth: (_, stored) => reading(at(stored, 0)),
  // Classification learns yes or no as two classes.
  readOutput: (_, output) => reading(at(output, output.length - 1)),
  isRight: (predicted, truth) => predicted.yes === truth.yes,
  probabilities: (_, output) => [{ label: yes, probability: at(output, output.length - 1) }],
  say: (said, language) => inLanguage(said.yes ? yes : no, language),
};
