import { describe, expect, it } from 'vitest';
import type { NewsOptions } from './news.ts';
import { comments, happenings, openings, sentiments, topics } from './news-grammar.ts';
import { generateNews } from './news-texts.ts';
import { newsTags, newsVocabulary } from './news-words.ts';

const options: NewsOptions = { samples: 600, names: 40, correlation: 0.2, noise: 0 };
const data = generateNews(options, 7);
const words = newsVocabulary(40);
const row = (values: ArrayLike<number>, i: number, length: number): number[] =>
  Array.from(values).slice(i * length, (i + 1) * length);
const textOf = (i: number, from = data): string[] =>
  row(from.inputs.text ?? [], i, 26)
    .filter((token) => token !== 0)
    .map((token) => words[token] ?? '#');
const headlineOf = (i: number): string[] => row(data.targets.headline ?? [], i, 8).map((token) => words[token] ?? '#');

describe('the grammar of the news', () => {
  it('never writes more words than fit: the longest text and headline that its patterns allow', () => {
    const size = (pattern: string, longest: number): number =>
      pattern.split(' ').reduce((sum, word) => sum + (word === '' ? 0 : word.startsWith('{') ? longest : 1), 0);
    const longestEntity = 3;
    const person = 2;
    for (const topic of topics) {
      for (const sentiment of sentiments) {
        for (const { text, headline } of happenings[topic][sentiment]) {
          const around = Math.max(...openings.map((it) => size(it, longestEntity))) + person;
          const closing = 1 + Math.max(...comments[sentiment].map((it) => size(it, person)));
          expect(around + size(text, longestEntity) + closing).toBeLessThanOrEqual(26);
          expect(1 + size(headline, longestEntity)).toBeLessThanOrEqual(7);
        }
      }
    }
  });
});

describe('invented news', () => {
  it('tag every word, begin an entity with B and go on with I of the same sort', () => {
    for (let i = 0; i < 200; i++) {
      const tags = row(data.targets.entities ?? [], i, 26);
      expect(tags.filter((tag) => tag >= 0)).toHaveLength(textOf(i).length);
      tags.forEach((tag, p) => {
        const name = newsTags[tag] ?? 'O';
        if (name.startsWith('I-')) expect(newsTags[tags[p - 1] ?? -1]?.slice(2)).toBe(name.slice(2));
      });
    }
  });

  it('have headlines that end, and whose names stand in the text', () => {
    for (let i = 0; i < 200; i++) {
      const headline = headlineOf(i);
      const end = headline.indexOf('⟨end⟩');
      expect(end).toBeGreaterThan(1);
      expect(headline.slice(end + 1).every((word) => word === '')).toBe(true);
      expect(textOf(i)).toContain(headline[0]);
    }
  });

  it('offer the headline one place later, behind the start', () => {
    const soFar = row(data.inputs['headline-so-far'] ?? [], 3, 8);
    expect(soFar[0]).toBe(1);
    const headline = row(data.targets.headline ?? [], 3, 8);
    const end = headline.indexOf(2);
    expect(soFar.slice(1, end + 1)).toEqual(headline.slice(0, end));
  });

  it('make the sentiment follow from the topic as far as asked', () => {
    const sure = generateNews({ ...options, correlation: 1 }, 7);
    const pairs = new Set(Array.from({ length: 600 }, (_, i) => `${sure.targets.topic?.[i]} ${sure.targets.sentiment?.[i]}`));
    expect(pairs.size).toBe(topics.length);
    const free = generateNews({ ...options, correlation: 0 }, 7);
    expect(new Set(Array.from({ length: 600 }, (_, i) => `${free.targets.topic?.[i]} ${free.targets.sentiment?.[i]}`)).size).toBe(
      15,
    );
  });

  it('replace words by others with noise, and keep every label', () => {
    const noisy = generateNews({ ...options, noise: 0.3 }, 7);
    expect(noisy.targets).toEqual(data.targets);
    const changed = Array.from(noisy.inputs.text ?? []).filter((token, i) => token !== data.inputs.text?.[i]).length;
    const written = Array.from(data.inputs.text ?? []).filter((token) => token !== 0).length;
    expect(changed / written).toBeGreaterThan(0.25);
    expect(changed / written).toBeLessThan(0.35);
  });

  it('have as many words as asked for, each once', () => {
    expect(new Set(words).size).toBe(words.length);
    expect(newsVocabulary(100).length).toBeGreaterThan(words.length + 100);
    expect(Math.max(...(data.inputs.text ?? []))).toBeLessThan(words.length);
  });
});
