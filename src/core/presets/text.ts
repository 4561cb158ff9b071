import type { Project } from '../project/schema.ts';
import { compose, relu, step } from './compose.ts';
import { task } from './sketch.ts';

/** MT-Net: word embedding, shared fully connected layers of 256 and 784, a classifier for each task; dropout against overfitting. */
export const glosses = (): Project =>
  compose({
    name: 'Definitions: MT-Net',
    data: { dataset: 'wordnet' },
    tasks: [
      task('part', 'classification', 'Part of speech'),
      task('domain', 'classification', 'Domain'),
      task('sentiment', 'binary', 'Pleasant'),
    ],
    inputs: ['gloss'],
    layers: [
      step('words', 'embedding', { units: 32 }),
      step('mean', 'globalPool'),
      step('shared-1', 'dense', relu(256)),
      step('drop', 'dropout', { rate: 0.5 }),
      step('shared-2', 'dense', relu(784)),
      step('part-out', 'dense', { units: 4 }),
      step('domain-out', 'dense', { units: 12 }),
      step('sentiment-out', 'dense', { units: 1 }),
    ],
    paths: [
      ['gloss', 'words', 'mean', 'shared-1', 'drop', 'shared-2', 'part-out'],
      ['shared-2', 'domain-out'],
      ['shared-2', 'sentiment-out'],
    ],
    training: { batchSize: 128, epochs: 10, learningRate: 2e-3 },
  });

/** One encoder reads the text; a head names the topic, and a decoder writes the headline with its eyes on the encoder. */
export const newsHeadline = (): Project =>
  compose({
    name: 'News: topic and headline',
    data: { dataset: 'news' },
    tasks: [task('topic', 'classification', 'Topic'), task('headline', 'generation', 'Headline')],
    inputs: ['text', 'headline-so-far'],
    layers: [
      step('read', 'positionEmbedding', { units: 48 }),
      step('encoder', 'transformerBlock', { heads: 4, headSize: 12, hidden: 96 }),
      step('gist', 'globalPool'),
      step('topic-out', 'dense', { units: 5 }),
      step('written', 'positionEmbedding', { units: 48 }),
      step('decoder', 'transformerBlock', { heads: 4, headSize: 12, hidden: 96, causal: true }),
      step('headline-out', 'dense', { units: newsWords }),
    ],
    paths: [
      ['text', 'read', 'encoder', 'gist', 'topic-out'],
      ['headline-so-far', 'written', 'decoder', 'headline-out'],
      ['encoder', 'decoder:memory'],
    ],
    training: { batchSize: 64, epochs: 20, learningRate: 3e-3 },
  });

/** The words of the news' grammar with its default number of names. */
const newsWords = 286;

/** 300 → 100 relu shared, with three heads: the topic, the sentiment, and a tag for every word. */
export const newsEntities = (): Project =>
  compose({
    name: 'News: topic, sentiment, entities',
    data: { dataset: 'news' },
    tasks: [
      task('topic', 'classification', 'Topic'),
      task('sentiment', 'classification', 'Sentiment'),
      task('entities', 'tagging', 'Named entities'),
    ],
    inputs: ['text'],
    layers: [
      step('words', 'embedding', { units: 32 }),
      step('shared-300', 'conv1d', { filters: 300, kernel: 3, activation: 'relu' }),
      step('shared-100', 'dense', relu(100)),
      step('gist', 'globalPool', { mode: 'max' }),
      step('topic-out', 'dense', { units: 5 }),
      step('sentiment-out', 'dense', { units: 3 }),
      step('entities-out', 'dense', { units: 7 }),
    ],
    paths: [
      ['text', 'words', 'shared-300', 'shared-100', 'gist', 'topic-out'],
      ['gist', 'sentiment-out'],
      ['shared-100', 'entities-out'],
    ],
    training: { batchSize: 64, epochs: 10, learningRate: 2e-3 },
  });

/** A GRU reads a word letter by letter; what it knows at the end counts syllables, finds the stress, and names the last sound. */
export const words = (): Project =>
  compose({
    name: 'Words: syllables, stress, last sound',
    data: { dataset: 'cmu-words' },
    tasks: [
      task('syllables', 'ordinal', 'Syllables'),
      task('stress', 'classification', 'Stress'),
      task('final', 'classification', 'Last sound'),
    ],
    inputs: ['letters'],
    layers: [
      step('alphabet', 'embedding', { units: 16 }),
      step('reader', 'gru', { units: 48 }),
      step('syllables-out', 'dense', { units: 5 }),
      step('stress-out', 'dense', { units: 4 }),
      step('final-out', 'dense', { units: 30 }),
    ],
    paths: [
      ['letters', 'alphabet', 'reader', 'syllables-out'],
      ['reader', 'stress-out'],
      ['reader', 'final-out'],
    ],
    training: { batchSize: 128, epochs: 10, learningRate: 5e-3 },
  });

/** Patterns of three characters, wherever they stand, tell the language; the place must be learned through it. */
export const languages = (): Project =>
  compose({
    name: 'Languages: which, in what script, where',
    data: { dataset: 'udhr' },
    tasks: [
      task('language', 'classification', 'Language'),
      task('script', 'classification', 'Script'),
      task('place', 'regression', 'Place'),
    ],
    inputs: ['text'],
    layers: [
      step('characters', 'embedding', { units: 24 }),
      step('patterns', 'conv1d', { filters: 96, kernel: 3, activation: 'relu' }),
      step('found', 'globalPool', { mode: 'max' }),
      step('language-out', 'dense', { units: 27 }),
      step('script-out', 'dense', { units: 8 }),
      step('place-hidden', 'dense', relu(48)),
      step('place-out', 'dense', { units: 2 }),
    ],
    paths: [
      ['text', 'characters', 'patterns', 'found', 'language-out'],
      ['found', 'script-out'],
      ['found', 'place-hidden', 'place-out'],
    ],
    training: { batchSize: 64, epochs: 12, learningRate: 4e-3 },
  });
