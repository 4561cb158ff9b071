import type { GraphNode, Project, Task } from '../project/schema.ts';
import { compose, relu, step } from './compose.ts';
import { task } from './sketch.ts';

const conv = (id: string, filters: number, more: Record<string, unknown> = {}): GraphNode =>
  step(id, 'conv2d', { filters, kernel: [3, 3], activation: 'relu', ...more });
const halving = { stride: [2, 2] };

const shape = (): Task => task('shape', 'classification', 'Shape');
const present = (): Task => task('present', 'binary', 'Present');
const box = (): Task => task('box', 'detection', 'Box');
const dots = (): Task => task('dots', 'ordinal', 'Dots');

/** The trunk of the vision papers: convolutions of 32, 64 and 128 filters, flattened, for a class and for whether there is an object. */
function sharedTrunk(
  name: string,
  data: { readonly side: string; readonly samples: number },
  trunk: readonly GraphNode[],
  training: { readonly batchSize: number; readonly learningRate: number },
): Project {
  return compose({
    name,
    data: { dataset: 'scenes', options: data },
    tasks: [shape(), present()],
    inputs: ['image'],
    layers: [
      ...trunk,
      step('flat', 'flatten'),
      step('shared', 'dense', relu(64)),
      step('shape-out', 'dense', { units: 10 }),
      step('present-out', 'dense', { units: 1 }),
    ],
    paths: [
      ['image', ...trunk.map(({ id }) => id), 'flat', 'shared', 'shape-out'],
      ['shared', 'present-out'],
    ],
    training: { ...training, epochs: 20 },
  });
}

export const scenes64 = (): Project =>
  sharedTrunk(
    'Scenes at 64 pixels: shared bottom',
    { side: '64', samples: 2000 },
    [conv('conv-32', 32, halving), conv('conv-64', 64, halving), conv('conv-128', 128, halving), step('pool', 'maxPool')],
    { batchSize: 32, learningRate: 3e-3 },
  );

export const scenes224 = (): Project =>
  sharedTrunk(
    'Scenes at 224 pixels: shared bottom',
    { side: '224', samples: 400 },
    [
      conv('conv-32', 32, { stride: [4, 4], kernel: [5, 5] }),
      step('pool-1', 'maxPool'),
      conv('conv-64', 64, halving),
      conv('conv-128', 128, halving),
      step('pool-2', 'maxPool'),
    ],
    { batchSize: 8, learningRate: 2e-3 },
  );

/** One branch sees fine detail, the other coarse shape; both feed both tasks. */
export const multiBranch = (): Project =>
  compose({
    name: 'Scenes: two branches',
    data: { dataset: 'scenes' },
    tasks: [shape(), dots()],
    inputs: ['image'],
    layers: [
      conv('fine-1', 12),
      step('fine-pool', 'maxPool'),
      conv('fine-2', 24),
      step('fine-all', 'globalPool'),
      conv('coarse-1', 16, { kernel: [5, 5], stride: [2, 2] }),
      conv('coarse-2', 32, halving),
      conv('coarse-3', 32, halving),
      step('coarse-flat', 'flatten'),
      step('both', 'concat'),
      step('shared', 'dense', relu(64)),
      step('shape-out', 'dense', { units: 10 }),
      step('dots-out', 'dense', { units: 4 }),
    ],
    paths: [
      ['image', 'fine-1', 'fine-pool', 'fine-2', 'fine-all', 'both'],
      ['image', 'coarse-1', 'coarse-2', 'coarse-3', 'coarse-flat', 'both'],
      ['both', 'shared', 'shape-out'],
      ['shared', 'dots-out'],
    ],
    training: { batchSize: 32, epochs: 15, learningRate: 2e-3 },
  });

/** A mask of its own for each task decides which of the shared features it looks at, place by place (after MTAN). */
export const attention = (): Project =>
  compose({
    name: 'Scenes: attention per task',
    data: { dataset: 'scenes' },
    tasks: [shape(), box()],
    inputs: ['image'],
    layers: [
      conv('trunk-1', 16, halving),
      conv('trunk-2', 32, halving),
      ...['shape', 'box'].flatMap((name) => [
        step(`${name}-look`, 'conv2d', { filters: 16, kernel: [1, 1], activation: 'relu' }),
        step(`${name}-mask`, 'conv2d', { filters: 32, kernel: [1, 1], activation: 'sigmoid' }),
        step(`${name}-seen`, 'multiply'),
        conv(`${name}-conv`, 32, halving),
        step(`${name}-flat`, 'flatten'),
      ]),
      step('shape-out', 'dense', { units: 10 }),
      step('box-out', 'dense', { units: 5 }),
    ],
    paths: ['shape', 'box'].flatMap((name) => [
      [
        'image',
        'trunk-1',
        'trunk-2',
        `${name}-look`,
        `${name}-mask`,
        `${name}-seen`,
        `${name}-conv`,
        `${name}-flat`,
        `${name}-out`,
      ],
      ['trunk-2', `${name}-seen`],
    ]),
    training: { batchSize: 32, epochs: 15, learningRate: 4e-3 },
  });

/** Sixteen patches of the image as tokens; shared attention, and a learned token for each task that gathers what the task needs. */
export const transformer = (): Project =>
  compose({
    name: 'Scenes: Transformer with task embedding',
    data: { dataset: 'scenes' },
    tasks: [shape(), present()],
    inputs: ['image'],
    layers: [
      conv('edges', 24, halving),
      conv('parts', 48, halving),
      step('patches', 'maxPool'),
      step('tokens', 'reshape', { shape: [16, 48] }),
      step('places', 'positionEmbedding', { units: 48 }),
      step('shared', 'transformerBlock', { heads: 4, headSize: 12, hidden: 96 }),
      ...['shape', 'present'].flatMap((name) => [
        step(`${name}-token`, 'taskEmbedding', { place: 'prepend' }),
        step(`${name}-block`, 'transformerBlock', { heads: 4, headSize: 12, hidden: 96 }),
        step(`${name}-read`, 'pickStep', { step: 'first' }),
      ]),
      step('shape-out', 'dense', { units: 10 }),
      step('present-out', 'dense', { units: 1 }),
    ],
    paths: [
      [
        'image',
        'edges',
        'parts',
        'patches',
        'tokens',
        'places',
        'shared',
        'shape-token',
        'shape-block',
        'shape-read',
        'shape-out',
      ],
      ['shared', 'present-token', 'present-block', 'present-read', 'present-out'],
    ],
    training: { batchSize: 32, epochs: 15, learningRate: 3e-3 },
  });

/** Whether there is an object is answered first; the answer, without its gradient, is handed to the branch that must draw its box. */
export const cascade = (): Project =>
  compose({
    name: 'Scenes: cascade',
    data: { dataset: 'scenes' },
    tasks: [present(), box()],
    inputs: ['image'],
    layers: [
      conv('trunk-1', 16, halving),
      conv('trunk-2', 32, halving),
      conv('trunk-3', 32, halving),
      step('flat', 'flatten'),
      step('present-hidden', 'dense', relu(32)),
      step('present-out', 'dense', { units: 1 }),
      step('answer', 'activation', { activation: 'sigmoid' }),
      step('no-gradient', 'stopGradient'),
      step('with-answer', 'concat'),
      step('box-hidden', 'dense', relu(64)),
      step('box-out', 'dense', { units: 5 }),
    ],
    paths: [
      ['image', 'trunk-1', 'trunk-2', 'trunk-3', 'flat', 'present-hidden', 'present-out', 'answer', 'no-gradient', 'with-answer'],
      ['flat', 'with-answer', 'box-hidden', 'box-out'],
    ],
    training: { batchSize: 32, epochs: 15, learningRate: 2e-3 },
  });

/** Colours and outlines are read by networks of their own, and a gate decides how much of each is used. */
export const fusion = (): Project =>
  compose({
    name: 'Scenes: gated fusion',
    data: { dataset: 'scenes' },
    tasks: [shape(), present()],
    inputs: ['image'],
    layers: [
      conv('outline-1', 16, halving),
      conv('outline-2', 32, halving),
      conv('outline-3', 32, halving),
      step('outline-flat', 'flatten'),
      step('outline', 'dense', relu(64)),
      step('small', 'avgPool', { size: [8, 8], stride: [8, 8] }),
      step('small-flat', 'flatten'),
      step('colour', 'dense', relu(64)),
      step('fused', 'mixture', { gate: 'features' }),
      step('shape-out', 'dense', { units: 10 }),
      step('present-out', 'dense', { units: 1 }),
    ],
    paths: [
      ['image', 'outline-1', 'outline-2', 'outline-3', 'outline-flat', 'outline', 'fused:experts'],
      ['image', 'small', 'small-flat', 'colour', 'fused:experts'],
      ['small-flat', 'fused:gate'],
      ['fused', 'shape-out'],
      ['fused', 'present-out'],
    ],
    training: { batchSize: 32, epochs: 15, learningRate: 4e-3 },
  });

/** Half of the shapes are rare, so that classes are weighted; and only one image of ten has a label for its box. */
export const imbalanced = (): Project =>
  compose({
    name: 'Scenes: unequal classes and tasks',
    data: { dataset: 'scenes', options: { rare: 0.7 } },
    tasks: [
      { ...shape(), classWeights: 'balanced' },
      { ...box(), labelsKept: 0.1 },
    ],
    inputs: ['image'],
    layers: [
      conv('trunk-1', 16, halving),
      conv('trunk-2', 32, halving),
      conv('trunk-3', 32, halving),
      step('flat', 'flatten'),
      step('shared', 'dense', relu(64)),
      step('shape-out', 'dense', { units: 10 }),
      step('box-out', 'dense', { units: 5 }),
    ],
    paths: [
      ['image', 'trunk-1', 'trunk-2', 'trunk-3', 'flat', 'shared', 'shape-out'],
      ['shared', 'box-out'],
    ],
    training: { batchSize: 32, epochs: 15, learningRate: 4e-3 },
  });

/**
 * Two networks learn from two views of the same image, its shape and its box, and their twin layers are pulled towards one another: soft
 * sharing, between separate networks and a shared one.
 */
export const coTraining = (): Project => {
  const trunk = (name: string) => [
    conv(`${name}-1`, 16, halving),
    conv(`${name}-2`, 32, halving),
    conv(`${name}-3`, 32, halving),
  ];
  return compose({
    name: 'Scenes: co-training with soft sharing',
    data: { dataset: 'scenes' },
    tasks: [shape(), box()],
    inputs: ['image'],
    layers: ['shape', 'box'].flatMap((name) => [
      ...trunk(name),
      step(`${name}-flat`, 'flatten'),
      step(`${name}-hidden`, 'dense', relu(64)),
      step(`${name}-out`, 'dense', { units: name === 'shape' ? 10 : 5 }),
    ]),
    paths: ['shape', 'box'].map((name) => [
      'image',
      ...[1, 2, 3].map((n) => `${name}-${n}`),
      `${name}-flat`,
      `${name}-hidden`,
      `${name}-out`,
    ]),
    ties: [1, 2, 3].map((n) => ({ a: `shape-${n}`, b: `box-${n}`, weight: 1e-3 })),
    training: { batchSize: 32, epochs: 15, learningRate: 4e-3 },
  });
};

/** One code of 32 numbers must name the digit, find others like it, and draw it again. */
export const digitsVision = (): Project =>
  compose({
    name: 'Digits: name, find, draw',
    data: { dataset: 'mnist' },
    tasks: [
      task('digit', 'classification', 'Digit'),
      { ...task('digit', 'retrieval', 'Alike'), id: 'alike' },
      { ...task('image', 'reconstruction', 'Drawn again'), loss: 'crossEntropy' },
    ],
    inputs: ['image'],
    layers: [
      step('flat', 'flatten'),
      step('shared', 'dense', relu(128)),
      step('code', 'dense', relu(32)),
      step('digit-out', 'dense', { units: 10 }),
      step('place', 'dense', { units: 16 }),
      step('alike-out', 'l2Normalize'),
      step('drawing', 'dense', relu(128)),
      step('pixels', 'dense', { units: 784 }),
      step('image-out', 'reshape', { shape: [28, 28, 1] }),
    ],
    paths: [
      ['image', 'flat', 'shared', 'code', 'digit-out'],
      ['code', 'place', 'alike-out'],
      ['code', 'drawing', 'pixels', 'image-out'],
    ],
    training: { batchSize: 64, epochs: 10, learningRate: 1e-3 },
  });

/** A digit among scraps: which one, and where; the class wants to forget the place that the box needs. */
export const clutter = (): Project =>
  compose({
    name: 'Digits on clutter',
    data: { dataset: 'cluttered-digits' },
    tasks: [task('digit', 'classification', 'Digit'), present(), box()],
    inputs: ['image'],
    layers: [
      conv('trunk-1', 12, halving),
      conv('trunk-2', 24, halving),
      conv('trunk-3', 32, halving),
      step('flat', 'flatten'),
      step('shared', 'dense', relu(96)),
      step('digit-out', 'dense', { units: 10 }),
      step('present-out', 'dense', { units: 1 }),
      step('box-out', 'dense', { units: 5 }),
    ],
    paths: [
      ['image', 'trunk-1', 'trunk-2', 'trunk-3', 'flat', 'shared', 'digit-out'],
      ['shared', 'present-out'],
      ['shared', 'box-out'],
    ],
    training: { batchSize: 32, epochs: 12, learningRate: 2e-3 },
  });
