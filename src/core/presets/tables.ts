import type { Project } from '../project/schema.ts';
import { compose, relu, step } from './compose.ts';
import { task } from './sketch.ts';

export const penguinsTable = (): Project =>
  compose({
    name: 'Penguins: species, sex, mass',
    data: { dataset: 'penguins' },
    tasks: [task('species', 'classification', 'Species'), task('sex', 'binary', 'Male'), task('mass', 'regression', 'Body mass')],
    inputs: ['bird'],
    layers: [
      step('shared', 'dense', relu(24)),
      step('species-out', 'dense', { units: 3 }),
      step('sex-out', 'dense', { units: 1 }),
      step('mass-out', 'dense', { units: 1 }),
    ],
    paths: [
      ['bird', 'shared', 'species-out'],
      ['shared', 'sex-out'],
      ['shared', 'mass-out'],
    ],
    training: { batchSize: 16, epochs: 60, learningRate: 1e-2 },
  });

export const weatherTable = (): Project =>
  compose({
    name: 'Weather: tomorrow, and where',
    data: { dataset: 'weather' },
    tasks: [
      task('nextType', 'classification', 'Tomorrow'),
      task('city', 'binary', 'New York'),
      task('nextMaximum', 'regression', 'Temperature'),
    ],
    inputs: ['today'],
    layers: [
      step('shared-1', 'dense', relu(48)),
      step('shared-2', 'dense', relu(32)),
      step('nextType-out', 'dense', { units: 5 }),
      step('city-out', 'dense', { units: 1 }),
      step('nextMaximum-out', 'dense', { units: 1 }),
    ],
    paths: [
      ['today', 'shared-1', 'shared-2', 'nextType-out'],
      ['shared-2', 'city-out'],
      ['shared-2', 'nextMaximum-out'],
    ],
    training: { batchSize: 32, epochs: 40, learningRate: 3e-3 },
  });

/** One report in nine tells of damage: its classes are weighted, and accuracy is not what to look at. */
export const birdstrikesTable = (): Project =>
  compose({
    name: 'Bird strikes: damage, size, time of day',
    data: { dataset: 'birdstrikes' },
    tasks: [
      { ...task('damage', 'binary', 'Damage'), classWeights: 'balanced' },
      { ...task('size', 'ordinal', 'Size of the bird'), classWeights: 'balanced' },
      { ...task('time', 'classification', 'Time of day'), classWeights: 'balanced' },
    ],
    inputs: ['strike'],
    layers: [
      step('shared-1', 'dense', relu(48)),
      step('shared-2', 'dense', relu(24)),
      step('damage-out', 'dense', { units: 1 }),
      step('size-out', 'dense', { units: 2 }),
      step('time-out', 'dense', { units: 4 }),
    ],
    paths: [
      ['strike', 'shared-1', 'shared-2', 'damage-out'],
      ['shared-2', 'size-out'],
      ['shared-2', 'time-out'],
    ],
    training: { batchSize: 64, epochs: 20, learningRate: 2e-3 },
  });
