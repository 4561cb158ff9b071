import { dictionary } from 'cmu-pronouncing-dictionary';
import { phonemes } from '../core/data/cmu-words.ts';
import type { Packer } from './pack.ts';
import { packageText } from './package-file.ts';
import { shuffled, tensorFiles } from './tensor-files.ts';

const count = 40_000;
const longest = 14;
const mostSyllables = 6;

export interface Pronunciation {
  readonly word: string;
  readonly syllables: number;
  /** Which syllable carries the main stress, from 1. */
  readonly stress: number;
  readonly final: string;
}

/** From the ARPAbet: vowels carry a digit, 1 on the syllable with the main stress; a `#` begins a remark. Null where it does not fit the tasks. */
export function readPronunciation(word: string, arpabet: string): Pronunciation | null {
  const sounds = (arpabet.split('#')[0] ?? '').trim().split(/\s+/);
  const vowels = sounds.filter((sound) => /\d$/.test(sound));
  const stress = vowels.findIndex((vowel) => vowel.endsWith('1')) + 1;
  const final = (sounds[sounds.length - 1] ?? '').replace(/\d$/, '');
  const fits =
    /^[a-z]+$/.test(word) && word.length >= 2 && word.length <= longest && vowels.length <= mostSyllables && stress > 0;
  return fits && phonemes.includes(final) ? { word, syllables: vowels.length, stress, final } : null;
}

function readRows(): Pronunciation[] {
  const all = Object.entries(dictionary).map(([word, arpabet]) => readPronunciation(word, arpabet));
  return shuffled(
    all.filter((row) => row !== null),
    'cmu-words',
  ).slice(0, count);
}

/** a … z are 2 … 27, behind padding and unknown. */
const letters = 'abcdefghijklmnopqrstuvwxyz';

const notice = (): string => `The words in data.bin
=====================

They are ${count} English words of two to ${longest} letters out of the CMU Pronouncing Dictionary, with the number
of their syllables, the stressed syllable and the last sound; taken from the npm package cmu-pronouncing-dictionary.
Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved. The dictionary may be used for research and
commercially; Carnegie Mellon University acknowledges its contributors and gives no warranty.

The licence of the package:

${packageText('cmu-pronouncing-dictionary', 'license').trim()}
`;

export const cmuWordsPacker: Packer = {
  id: 'cmu-words',
  version: 1,
  source: 'cmu-pronouncing-dictionary',
  make() {
    const rows = readRows();
    const spelled = new Uint8Array(rows.length * longest);
    rows.forEach(({ word }, row) => {
      [...word].forEach((letter, i) => {
        spelled[row * longest + i] = 2 + letters.indexOf(letter);
      });
    });
    return tensorFiles(
      {
        id: 'cmu-words',
        title: 'CMU Pronouncing Dictionary, words',
        count: rows.length,
        tensors: [
          { name: 'letters', shape: [longest], data: spelled },
          { name: 'syllables', shape: [], data: Uint8Array.from(rows, ({ syllables }) => syllables - 1) },
          { name: 'stress', shape: [], data: Uint8Array.from(rows, ({ stress }) => Math.min(stress, 4) - 1) },
          { name: 'final', shape: [], data: Uint8Array.from(rows, ({ final }) => phonemes.indexOf(final)) },
        ],
        lists: {},
        licence: 'CMUdict (Carnegie Mellon University), npm package: ISC. See NOTICE.',
        source: 'https://www.npmjs.com/package/cmu-pronouncing-dictionary',
      },
      notice(),
    );
  },
};
