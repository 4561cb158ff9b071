import type { Project } from '../project/schema.ts';
import { compose, relu, step } from './compose.ts';
import { task } from './sketch.ts';

/** Convolutions over time are shared; each question about the whole utterance asks them with an attention of its own. */
export const speechFour = (): Project =>
  compose({
    name: 'Speech: who, which language, how, what',
    data: { dataset: 'speech' },
    tasks: [
      task('speaker', 'classification', 'Speaker'),
      task('language', 'classification', 'Language'),
      task('emotion', 'classification', 'Emotion'),
      task('phonemes', 'tagging', 'Phonemes'),
    ],
    inputs: ['frames'],
    layers: [
      step('sounds', 'conv1d', { filters: 48, kernel: 3, activation: 'relu' }),
      step('syllables', 'conv1d', { filters: 48, kernel: 5, activation: 'relu' }),
      step('speaker-pool', 'globalPool'),
      step('speaker-out', 'dense', { units: 6 }),
      step('language-pool', 'globalPool'),
      step('language-hidden', 'dense', relu(24)),
      step('language-out', 'dense', { units: 3 }),
      step('emotion-look', 'attentionPool', { units: 16 }),
      step('emotion-out', 'dense', { units: 4 }),
      step('phonemes-out', 'dense', { units: 15 }),
    ],
    paths: [
      ['frames', 'sounds', 'syllables', 'speaker-pool', 'speaker-out'],
      ['syllables', 'language-pool', 'language-hidden', 'language-out'],
      ['syllables', 'emotion-look', 'emotion-out'],
      ['syllables', 'phonemes-out'],
    ],
    training: { batchSize: 32, epochs: 12, learningRate: 2e-3 },
  });
