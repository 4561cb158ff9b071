import { describe, expect, it } from 'vitest';
import { tableLines } from '../../../core/data/table-lines.ts';
import { tokensOf } from '../../../core/data/tokens-of.ts';
import type { InputInfo } from '../../../core/project/signature.ts';
import { featureValue, inputWords, runsOf } from './sample-values.ts';

const both = (text: string) => ({ en: text, 'zh-CN': text });
const input: InputInfo = {
  id: 'text',
  shape: [4],
  dtype: 'i32',
  vocabulary: 5,
  words: ['', '?', 'Mia', 'wins', ','],
};

describe('words', () => {
  it('end where padding begins; none and all of them are texts too', () => {
    expect(inputWords(input, [2, 3, 0, 0])).toEqual(['Mia', 'wins']);
    expect(inputWords(input, [0, 0, 0, 0])).toEqual([]);
    expect(inputWords(input, [2, 4, 2, 3])).toEqual(['Mia', ',', 'Mia', 'wins']);
  });

  it('become tokens whatever their case, and unknown ones the word for what is unknown', () => {
    expect(tokensOf('mia, Wins xyz again', input)).toEqual({ tokens: Int32Array.of(2, 4, 3, 1), unknown: ['xyz', 'again'] });
    expect(tokensOf('', input)).toEqual({ tokens: new Int32Array(4), unknown: [] });
  });

  it('that are characters are read one by one', () => {
    const letters: InputInfo = { ...input, words: ['', 'a', 'b'], joined: true };
    expect(tokensOf('BAx', letters)).toEqual({ tokens: Int32Array.of(2, 1, 0, 0), unknown: ['x'] });
  });
});

describe('the lines of a table', () => {
  it('are numbers, flags, and choices of neighbouring features', () => {
    const lines = tableLines([
      { title: both('mass') },
      { title: both('Biscoe'), flag: true, choice: both('island') },
      { title: both('Dream'), flag: true, choice: both('island') },
      { title: both('old'), flag: true },
      { title: both('red'), choice: both('colour') },
    ]);
    expect(lines.map(({ kind, index }) => [kind, index])).toEqual([
      ['number', 0],
      ['choice', 1],
      ['flag', 3],
      ['choice', 4],
    ]);
    expect(lines[1]).toMatchObject({ title: { en: 'island' }, options: [{ en: 'Biscoe' }, { en: 'Dream' }] });
  });

  it('show numbers in their own unit, without what rounding to float32 has made', () => {
    expect(featureValue({ title: both('mass'), scale: 800, offset: 4200 }, -0.5)).toBe(3800);
    const rain = { title: both('rain'), scale: 6.7, offset: 3.03 };
    expect(featureValue(rain, Math.fround(-3.03 / 6.7))).toBe(0);
    expect(featureValue(rain, Math.fround((0.1 - 3.03) / 6.7))).toBe(0.1);
  });
});

describe('runs of tags', () => {
  it('join neighbours, and leave out places without a token', () => {
    expect(runsOf(['a', 'a', 'b', null, 'b', 'a'])).toEqual([
      { tag: 'a', start: 0, length: 2 },
      { tag: 'b', start: 2, length: 1 },
      { tag: 'b', start: 4, length: 1 },
      { tag: 'a', start: 5, length: 1 },
    ]);
  });
});
