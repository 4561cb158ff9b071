import { describe, expect, it } from 'vitest';
import { birdstrikes } from '../core/data/birdstrikes.ts';
import { cmuWords, phonemes } from '../core/data/cmu-words.ts';
import { loadDataset, signatureWithWords } from '../core/data/load.ts';
import { penguins } from '../core/data/penguins.ts';
import type { Dataset, DatasetDescriptor } from '../core/data/types.ts';
import { udhr, udhrLanguages } from '../core/data/udhr.ts';
import { weather, weatherTypes } from '../core/data/weather.ts';
import { wordnet, wordnetDomains } from '../core/data/wordnet.ts';
import { readPronunciation } from './cmu-words.ts';
import type { PackFiles } from './pack.ts';
import { packers } from './registry.ts';
import { parseCsv } from './tables.ts';
import { pieces } from './udhr.ts';
import { sentimentOf } from './wordnet.ts';
import { encodeWords, vocabularyOf } from './words.ts';

const bytes = (file: Uint8Array | string | undefined): ArrayBuffer => Uint8Array.from(Buffer.from(file ?? '')).buffer;

async function loaded(descriptor: DatasetDescriptor): Promise<{ files: PackFiles; data: Dataset }> {
  const packer = packers.find(({ id }) => id === descriptor.id);
  const files = packer?.make() ?? {};
  const context = {
    seed: 1,
    fetchPack: async (path: string) => bytes(files[path.slice(descriptor.id.length + 1)]),
    onProgress: () => undefined,
  };
  return { files, data: await loadDataset(descriptor, descriptor.schema.parse({}), context) };
}

const { data: words } = await loaded(cmuWords);
const { data: texts } = await loaded(udhr);
const { data: glosses, files: wordnetFiles } = await loaded(wordnet);
const { data: birds } = await loaded(penguins);
const { data: days } = await loaded(weather);
const { data: strikes } = await loaded(birdstrikes);

const column = (data: Dataset, id: string): number[] => [...(data.targets[id] ?? [])];
const share = (values: readonly number[], value: number): number => values.filter((it) => it === value).length / values.length;
/** A row of tokens as words. */
function reading(data: Dataset, row: number, separator: string): string {
  const [input] = data.signature.inputs;
  const length = input?.shape[0] ?? 0;
  const tokens = data.inputs[input?.id ?? '']?.subarray(row * length, (row + 1) * length) ?? [];
  const words = signatureWithWords(data).inputs[0]?.words;
  return Array.from(tokens, (token) => words?.[token] ?? '#')
    .join(separator)
    .trim();
}

describe.each([
  ['cmu-words', words],
  ['udhr', texts],
  ['wordnet', glosses],
  ['penguins', birds],
  ['weather', days],
  ['birdstrikes', strikes],
])('the packed data set %s', (_id, data) => {
  const { signature, inputs, targets } = data;
  it('has as many rows, tokens and classes as its signature says', () => {
    for (const { id, shape, vocabulary, words: known } of signatureWithWords(data).inputs) {
      const values = Float32Array.from(inputs[id] ?? []);
      expect(values).toHaveLength(shape.reduce((product, extent) => product * extent, signature.count));
      if (vocabulary === undefined) continue;
      expect(known).toHaveLength(vocabulary);
      expect(values.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(vocabulary);
    }
    for (const target of signature.targets) {
      const labels = [...(targets[target.id] ?? [])].filter((label) => !Number.isNaN(label));
      if (target.format !== 'class') continue;
      expect(labels).toHaveLength(signature.count);
      expect(Math.max(...new Set(labels))).toBe(target.classes.length - 1);
      expect(Math.min(...new Set(labels))).toBeGreaterThanOrEqual(-1);
    }
  });

  it('has no number that is not one among its inputs', () => {
    for (const values of Object.values(inputs)) expect(values.every((value) => Number.isFinite(value))).toBe(true);
  });
});

describe('the words of CMUdict', () => {
  it('carry their sounds as the dictionary has them', () => {
    expect(readPronunciation('banana', 'B AH0 N AE1 N AH0')).toEqual({ word: 'banana', syllables: 3, stress: 2, final: 'AH' });
    expect(readPronunciation('aaa', 'T R IH2 P AH0 L EY1')).toMatchObject({ stress: 3, final: 'EY' });
    expect(readPronunciation('odd', 'AA1 D # remark')).toMatchObject({ final: 'D' });
    expect(readPronunciation("it's", 'IH1 T S')).toBeNull();
    expect(readPronunciation('hm', 'HH M')).toBeNull();
  });

  it('are spelled in letters, and the commonest last sound is N for about one in eight', () => {
    const row = Array.from({ length: 300 }, (_, i) => reading(words, i, '')).findIndex((word) => word.endsWith('ing'));
    expect(phonemes[column(words, 'final')[row] ?? -1]).toBe('NG');
    expect(share(column(words, 'final'), phonemes.indexOf('N'))).toBeCloseTo(0.12, 1);
  });
});

describe('the declaration of human rights', () => {
  it('is cut between words, without overlap, and by characters where there are no spaces', () => {
    const text = 'all human beings are born free and equal in dignity and rights they are endowed with reason';
    const cut = pieces(text, 48);
    expect(cut.join(' ')).toBe(text);
    for (const piece of cut) expect(piece.length).toBeLessThanOrEqual(48);
    expect(pieces('人人生而自由,在尊严和权利上一律平等。他们赋有理性', 16)).toEqual([
      '人人生而自由,在尊严和权利上一律',
      '平等。他们赋有理性',
    ]);
  });

  it('has every language several dozen times, each in its script and at its place', () => {
    const languages = column(texts, 'language');
    for (let i = 0; i < udhrLanguages.length; i++) expect(share(languages, i) * languages.length).toBeGreaterThan(60);
    const swedish = languages.indexOf(udhrLanguages.findIndex(({ name }) => name === 'Swedish'));
    expect(reading(texts, swedish, '')).toMatch(/[a-zåäö]/);
    expect(texts.targets.place?.[2 * swedish]).toBeCloseTo(59.8 / 30, 5);
    const greek = languages.indexOf(udhrLanguages.findIndex(({ name }) => name === 'Greek'));
    expect(reading(texts, greek, '')).toMatch(/[α-ω]/);
  });
});

describe('the glosses of WordNet', () => {
  it('have all parts of speech, nouns most of all, and a domain for nouns alone', () => {
    const [part, domain] = [column(glosses, 'part'), column(glosses, 'domain')];
    expect(share(part, 0)).toBeGreaterThan(0.55);
    expect(share(part, 3)).toBeGreaterThan(0.02);
    expect(part.every((value, row) => value === 0 || domain[row] === -1)).toBe(true);
    expect(1 - share(domain, -1)).toBeGreaterThan(0.4);
  });

  it('call a word pleasant or not by the scores of its synonyms, and leave out what has none', () => {
    expect(sentimentOf(['good', 'goodness'])).toBe(1);
    expect(sentimentOf(['disaster', 'calamity'])).toBe(0);
    expect(sentimentOf(['table', 'tabular_array'])).toBeNull();
    const known = column(glosses, 'sentiment').filter((value) => !Number.isNaN(value));
    expect(known.length).toBeGreaterThan(5000);
    expect(share(known, 1)).toBeGreaterThan(0.3);
  });

  it('say what the words mean: a plant grows, a person does', () => {
    const count = (name: string, word: string): number => {
      const index = wordnetDomains.findIndex((it) => it.name === name);
      const rows = column(glosses, 'domain').flatMap((value, row) => (value === index ? [row] : []));
      return rows.filter((row) => reading(glosses, row, ' ').split(' ').includes(word)).length / rows.length;
    };
    expect(count('person', 'someone')).toBeGreaterThan(10 * count('plant', 'someone'));
    expect(count('plant', 'shrub')).toBeGreaterThan(10 * count('person', 'shrub'));
  });

  it('bring their licence along', () => {
    expect(wordnetFiles.NOTICE).toContain('WordNet 3.1 Copyright 2011 by Princeton University');
    expect(wordnetFiles.NOTICE).toContain('Permission to use, copy, modify and distribute this software');
  });
});

describe('the tables', () => {
  it('have the penguins of the paper: 151 Adelie, 68 Chinstrap, 123 Gentoo, the sex of nine unknown', () => {
    expect([0, 1, 2].map((kind) => Math.round(share(column(birds, 'species'), kind) * 342))).toEqual([151, 68, 123]);
    expect(column(birds, 'sex').filter((value) => Number.isNaN(value))).toHaveLength(9);
  });

  it('ask for the next day of the same city', () => {
    expect(days.signature.count).toBe(2 * 1460);
    expect(share(column(days, 'nextType'), weatherTypes.indexOf('sun'))).toBeCloseTo(0.502, 3);
  });

  it('have damage in about one bird strike of nine', () => {
    expect(share(column(strikes, 'damage'), 1)).toBeCloseTo(0.1061, 4);
  });

  it('are read without quotes, and not at all with a row of another length', () => {
    expect(parseCsv('a,b\n1,2\r\n3,\n')).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '' },
    ]);
    expect(() => parseCsv('a,b\n1,2,3')).toThrow('2 columns');
  });
});

describe('a vocabulary', () => {
  it('holds the most frequent words, behind padding and unknown', () => {
    const texts = [['a', 'b', 'a'], ['b', 'c', 'a'], ['d']];
    const vocabulary = vocabularyOf(texts, 4, 2);
    expect(vocabulary).toEqual(['', '?', 'a', 'b']);
    expect([...encodeWords(texts, vocabulary, 2)]).toEqual([2, 3, 3, 1, 1, 0]);
  });
});
