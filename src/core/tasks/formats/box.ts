import { at } from '../../util/assert-never.ts';
import { inLanguage, type LocalizedText } from '../../util/localized.ts';
import { balancedFrom, countClasses } from '../balance.ts';
import { type FormatKind, nothingToCount } from './format.ts';
import { allKnown, labelCounts } from './spread.ts';
import { no, yes } from './yes-no.ts';

/** f32 [samples, 5]: present (0 or 1), centre x, centre y, width, height as fractions of the image; zeros where it is absent */
export interface BoxTarget {
  readonly format: 'box';
}

/** Centre x, centre y, width, height, as fractions of the image. */
export type Box = readonly [x: number, y: number, width: number, height: number];

export interface BoxReading {
  readonly kind: 'box';
  readonly present: boolean;
  readonly probability: number;
  readonly box: Box;
}

const present: LocalizedText = { en: 'there', 'zh-CN': '存在' };
const absent: LocalizedText = { en: 'not there', 'zh-CN': '不存在' };

const reading = (numbers: ArrayLike<number>): BoxReading => ({
  kind: 'box',
  present: at(numbers, 0) >= 0.5,
  probability: at(numbers, 0),
  box: [at(numbers, 1), at(numbers, 2), at(numbers, 3), at(numbers, 4)],
});

export const boxFormat: FormatKind<BoxTarget, BoxReading> = {
  format: 'box',
  usualKind: 'detection',
  storedWidth: () => 5,
  saysSomething: (_, stored) => allKnown(stored),
  classNames: () => [no, yes],
  /** Of absence and presence. */
  balance(_, labels) {
    const presence = Array.from(labels).filter((_value, i) => i % 5 === 0);
    return balancedFrom(countClasses(presence, 2));
  },
  describe: (_, stored, rows) => ({ ...nothingToCount, counts: labelCounts(['0', '1'], stored, rows, 5) }),
  readTruth: (_, stored) => reading(stored),
  readOutput: (_, output) => reading(output),
  // How well two boxes match is a matter of degree.
  isRight: (predicted, truth) => (predicted.present && truth.present ? null : predicted.present === truth.present),
  probabilities: (_, output) => [{ label: yes, probability: at(output, 0) }],
  say: (said, language) => inLanguage(said.present ? present : absent, language),
};
