import type { Project } from '../project/schema.ts';
import { compose, relu, step } from './compose.ts';
import { task } from './sketch.ts';

const digits = () => [task('left', 'classification', 'Upper left'), task('right', 'classification', 'Lower right')];
const sides = ['left', 'right'] as const;

/** Two networks whose features are mixed after each level with learned coefficients (Misra et al., 2016). */
export const crossStitch = (): Project =>
  compose({
    name: 'Cross-stitch',
    data: { dataset: 'two-digits' },
    tasks: digits(),
    inputs: ['image'],
    layers: sides.flatMap((side) => [
      step(`${side}-conv-1`, 'conv2d', { filters: 10, kernel: [5, 5], stride: [2, 2], activation: 'relu' }),
      step(`${side}-stitch-1`, 'learnedSum'),
      step(`${side}-conv-2`, 'conv2d', { filters: 20, kernel: [5, 5], stride: [2, 2], activation: 'relu' }),
      step(`${side}-stitch-2`, 'learnedSum'),
      step(`${side}-flat`, 'flatten'),
      step(`${side}-hidden`, 'dense', relu(50)),
      step(`${side}-out`, 'dense', { units: 10 }),
    ]),
    paths: [
      ...sides.map((side) => ['image', `${side}-conv-1`, `${side}-stitch-1`, `${side}-conv-2`, `${side}-stitch-2`]),
      ...[1, 2].flatMap((level) => [
        [`right-conv-${level}`, `left-stitch-${level}`],
        [`left-conv-${level}`, `right-stitch-${level}`],
      ]),
      ...sides.map((side) => [`${side}-stitch-2`, `${side}-flat`, `${side}-hidden`, `${side}-out`]),
    ],
    training: { batchSize: 64, epochs: 12, learningRate: 2e-3 },
  });

/** The LeNet of the MultiMNIST papers: everything shared but the last layers. */
export const lenet = (): Project =>
  compose({
    name: 'Two digits: LeNet',
    data: { dataset: 'two-digits' },
    tasks: digits(),
    inputs: ['image'],
    layers: [
      step('conv-1', 'conv2d', { filters: 10, kernel: [5, 5], activation: 'relu' }),
      step('pool-1', 'maxPool'),
      step('conv-2', 'conv2d', { filters: 20, kernel: [5, 5], activation: 'relu' }),
      step('pool-2', 'maxPool'),
      step('flat', 'flatten'),
      step('shared', 'dense', relu(50)),
      ...sides.flatMap((side) => [step(`${side}-hidden`, 'dense', relu(50)), step(`${side}-out`, 'dense', { units: 10 })]),
    ],
    paths: [
      ['image', 'conv-1', 'pool-1', 'conv-2', 'pool-2', 'flat', 'shared', 'left-hidden', 'left-out'],
      ['shared', 'right-hidden', 'right-out'],
    ],
    training: { batchSize: 64, epochs: 12, learningRate: 2e-3 },
  });

/** Multi-task attention network (Liu, Johns and Davison, 2019): at each level a soft mask picks each task's share of the shared features. */
export const mtan = (): Project =>
  compose({
    name: 'MTAN',
    data: { dataset: 'two-digits' },
    tasks: digits(),
    inputs: ['image'],
    layers: [
      step('conv-1', 'conv2d', { filters: 10, kernel: [5, 5], stride: [2, 2], activation: 'relu' }),
      step('conv-2', 'conv2d', { filters: 20, kernel: [5, 5], stride: [2, 2], activation: 'relu' }),
      ...sides.flatMap((side) => [
        step(`${side}-mask-1`, 'conv2d', { filters: 10, kernel: [1, 1], activation: 'sigmoid' }),
        step(`${side}-seen-1`, 'multiply'),
        step(`${side}-down`, 'conv2d', { filters: 20, kernel: [3, 3], stride: [2, 2], activation: 'relu' }),
        step(`${side}-with`, 'concat'),
        step(`${side}-mask-2`, 'conv2d', { filters: 20, kernel: [1, 1], activation: 'sigmoid' }),
        step(`${side}-seen-2`, 'multiply'),
        step(`${side}-flat`, 'flatten'),
        step(`${side}-hidden`, 'dense', relu(50)),
        step(`${side}-out`, 'dense', { units: 10 }),
      ]),
    ],
    paths: [
      ['image', 'conv-1', 'conv-2'],
      ...sides.flatMap((side) => [
        ['conv-1', `${side}-mask-1`, `${side}-seen-1`, `${side}-down`, `${side}-with`, `${side}-mask-2`, `${side}-seen-2`],
        ['conv-1', `${side}-seen-1`],
        ['conv-2', `${side}-with`],
        ['conv-2', `${side}-seen-2`],
        [`${side}-seen-2`, `${side}-flat`, `${side}-hidden`, `${side}-out`],
      ]),
    ],
    training: { batchSize: 64, epochs: 12, learningRate: 2e-3 },
  });

/** Values of the second task are ten times larger, its squared error a hundred times: the weights make up for it. */
export const scales = (): Project =>
  compose({
    name: 'Two scales',
    data: { dataset: 'scaled-regressions' },
    tasks: [task('small', 'regression', 'Small'), { ...task('large', 'regression', 'Large'), weight: 0.01 }],
    inputs: ['x'],
    layers: [
      step('shared-1', 'dense', relu(64)),
      step('shared-2', 'dense', relu(64)),
      step('small-out', 'dense', { units: 10 }),
      step('large-out', 'dense', { units: 10 }),
    ],
    paths: [
      ['x', 'shared-1', 'shared-2', 'small-out'],
      ['shared-2', 'large-out'],
    ],
    training: { batchSize: 32, epochs: 40, learningRate: 1e-3 },
  });
