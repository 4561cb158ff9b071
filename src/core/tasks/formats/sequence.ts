import { mostProbable } from '../metrics/largest.ts';
import { type FormatKind, nothingToCount } from './format.ts';
import { equal, meanLength } from './spread.ts';
import { endToken, paddingToken } from './tokens.ts';

/**
 * i32 [samples, length]: tokens that are to be generated, ended by `endToken` and then filled up with `paddingToken`. vocabulary[0]
 * is padding, [1] start, [2] end. The data set offers an input `previous`, i32 [length]: the start token, then the same tokens one
 * place later (teacher forcing); a prediction puts there what it has decoded so far.
 */
export interface SequenceTarget {
  readonly format: 'sequence';
  readonly length: number;
  readonly vocabulary: readonly string[];
  readonly previous: string;
}

/** Up to the end token, which is left out. */
export interface TokensReading {
  readonly kind: 'tokens';
  readonly words: readonly string[];
}

/** The words of a generated or true sequence. */
export function wordsOf(vocabulary: readonly string[], tokens: ArrayLike<number>): string[] {
  const all = Array.from(tokens);
  const end = all.findIndex((token) => token === endToken || token === paddingToken);
  return (end < 0 ? all : all.slice(0, end)).map((token) => vocabulary[token] ?? '?');
}

export const sequenceFormat: FormatKind<SequenceTarget, TokensReading> = {
  format: 'sequence',
  usualKind: 'generation',
  storedWidth: ({ length }) => length,
  saysSomething: (_, stored) => Array.from(stored).some((token) => token !== paddingToken),
  generated: ({ length, vocabulary, previous }) => ({ length, vocabulary, previous }),
  describe: (_, stored, rows) => ({ ...nothingToCount, meanLength: meanLength(stored, rows, paddingToken) }),
  readTruth: ({ vocabulary }, stored) => ({ kind: 'tokens', words: wordsOf(vocabulary, stored) }),
  readOutput: ({ vocabulary }, output) => ({
    kind: 'tokens',
    words: wordsOf(vocabulary, mostProbable(output, vocabulary.length)),
  }),
  isRight: (predicted, truth) => equal(predicted.words, truth.words),
  say: ({ words }) => (words.length === 0 ? '–' : words.join(' ')),
};
