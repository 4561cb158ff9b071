import { noTag } from '../../tasks/formats/tags.ts';
import { endToken, startToken } from '../../tasks/formats/tokens.ts';
import { at } from '../../util/assert-never.ts';
import { type Random, randomStream } from '../../util/random.ts';
import type { Tensors } from '../types.ts';
import type { NewsOptions } from './news.ts';
import {
  comments,
  type EntityType,
  entityTypes,
  happenings,
  Names,
  openings,
  type Sentiment,
  sentiments,
  topics,
} from './news-grammar.ts';
import { newsTags, newsVocabulary } from './news-words.ts';

const length = 26;
const headlineLength = 8;

const preferred: readonly Sentiment[] = ['positive', 'negative', 'neutral', 'positive', 'negative'];

interface Token {
  readonly word: string;
  readonly tag: string;
}

/** A piece of news under construction: slots of the headline are filled with the entities that the text used. */
class Piece {
  readonly tokens: Token[] = [];
  private readonly used = new Map<EntityType, string[]>();

  constructor(
    private readonly names: Names,
    private readonly random: Random,
  ) {}

  add(pattern: string): void {
    for (const word of pattern.split(' ')) {
      const type = entityTypes.find((it) => word === `{${it}}`);
      if (type) this.entity(type);
      else if (word !== '') this.tokens.push({ word, tag: 'O' });
    }
  }

  entity(type: EntityType): string[] {
    const words = this.names.make(type, (n) => this.random.int(n));
    this.used.set(type, words);
    words.forEach((word, i) => {
      this.tokens.push({ word, tag: `${i === 0 ? 'B' : 'I'}-${type}` });
    });
    return words;
  }

  /** The words of a headline, with the entity of each sort that was named last. */
  headline(subject: readonly string[], pattern: string): string[] {
    const filled = pattern.split(' ').flatMap((word) => {
      const type = entityTypes.find((it) => word === `{${it}}`);
      return type ? (this.used.get(type) ?? []) : [word];
    });
    // A person is known by the family name.
    return [...subject.slice(-1), ...filled];
  }
}

const oneOf = <T>(list: readonly T[], random: Random): T => at(list, random.int(list.length));

/** One text with its labels; at most `length` words, which every pattern of the grammar keeps to. */
function writePiece(names: Names, random: Random, correlation: number) {
  const topic = random.int(topics.length);
  const follows = random.next() < correlation;
  const sentiment = follows ? at(preferred, topic) : oneOf(sentiments, random);
  const happening = oneOf(happenings[at(topics, topic)][sentiment], random);
  const piece = new Piece(names, random);
  piece.add(oneOf(openings, random));
  const subject = piece.entity('PER');
  piece.add(happening.text);
  const headline = piece.headline(subject, happening.headline);
  if (random.int(3) > 0) piece.add(`, ${oneOf(comments[sentiment], random)}`);
  return { topic, sentiment: sentiments.indexOf(sentiment), tokens: piece.tokens, headline };
}

export function generateNews(options: NewsOptions, seed: number): Tensors {
  const { samples, correlation, noise } = options;
  const words = newsVocabulary(options.names);
  const ids = new Map(words.map((word, id) => [word, id]));
  const names = new Names(options.names);
  const writer = randomStream(seed, 'data', 'news', 'texts');
  const slips = randomStream(seed, 'data', 'news', 'noise');
  const [text, entities] = [new Int32Array(samples * length), new Int32Array(samples * length).fill(noTag)];
  const [headline, soFar] = [new Int32Array(samples * headlineLength), new Int32Array(samples * headlineLength)];
  const [topic, sentiment] = [new Int32Array(samples), new Int32Array(samples)];
  const firstWord = 4;
  for (let i = 0; i < samples; i++) {
    const piece = writePiece(names, writer, correlation);
    topic[i] = piece.topic;
    sentiment[i] = piece.sentiment;
    piece.tokens.slice(0, length).forEach(({ word, tag }, p) => {
      const wrong = slips.next() < noise;
      text[i * length + p] = wrong ? firstWord + slips.int(words.length - firstWord) : (ids.get(word) ?? 0);
      entities[i * length + p] = newsTags.indexOf(tag);
    });
    const tokens = [...piece.headline.slice(0, headlineLength - 1).map((word) => ids.get(word) ?? 0), endToken];
    headline.set(tokens, i * headlineLength);
    soFar.set([startToken, ...tokens.slice(0, -1)], i * headlineLength);
  }
  return {
    inputs: { text, 'headline-so-far': soFar },
    targets: { topic, sentiment, entities, headline },
  };
}
