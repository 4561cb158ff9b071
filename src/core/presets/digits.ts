import type { GraphEdge, GraphNode, Project } from '../project/schema.ts';
import { head, input, layer, sketch, task, wires } from './sketch.ts';

/** Both tasks look at the same digit: which one it is (10 classes), and in which group of two it falls (5 classes). */
function digits(name: string, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Project {
  return sketch({
    name,
    data: { dataset: 'mnist' },
    tasks: [task('digit', 'classification', 'Digit'), task('group', 'classification', 'Group')],
    nodes,
    edges,
  });
}

const relu = (units: number) => ({ units, activation: 'relu' });
const middle = 0.5;
/** Rows between two layers that show their filters: 176 units, as `rowStep` says. */
const apart = 22 / 13;

/** The output nodes, with a Dense layer of logits before each; the second row stands so many rows below the first. */
const frame = (column: number, below = 1): GraphNode[] => [
  layer('dense', 'digit-logits', column, 0, { units: 10 }),
  layer('dense', 'group-logits', column, below, { units: 5 }),
  head('digit', column + 1, 0),
  head('group', column + 1, below),
];
const flatImage: readonly GraphNode[] = [input('image', 0, middle), layer('flatten', 'flatten', 1, middle)];

export const digitsShared = (): Project =>
  digits(
    'Digits, shared layer',
    [...flatImage, layer('dense', 'shared', 2, middle, relu(256)), ...frame(3)],
    wires(
      ['image', 'flatten', 'shared', 'digit-logits', 'digit-head'],
      ['image', 'flatten', 'shared', 'group-logits', 'group-head'],
    ),
  );

export const digitsIndependent = (): Project =>
  digits(
    'Digits, independent',
    [
      input('image', 0, apart / 2),
      layer('flatten', 'flatten', 1, apart / 2),
      layer('dense', 'digit-hidden', 2, 0, relu(256)),
      layer('dense', 'group-hidden', 2, apart, relu(256)),
      ...frame(3, apart),
    ],
    wires(
      ['image', 'flatten', 'digit-hidden', 'digit-logits', 'digit-head'],
      ['image', 'flatten', 'group-hidden', 'group-logits', 'group-head'],
    ),
  );

export const digitsHierarchical = (): Project =>
  digits(
    'Digits, hierarchical',
    [
      ...flatImage,
      layer('dense', 'shared', 2, middle, relu(256)),
      layer('dense', 'digit-hidden', 3, 0, relu(64)),
      layer('dense', 'group-hidden', 3, 1, relu(64)),
      ...frame(4),
    ],
    wires(
      ['image', 'flatten', 'shared', 'digit-hidden', 'digit-logits', 'digit-head'],
      ['image', 'flatten', 'shared', 'group-hidden', 'group-logits', 'group-head'],
    ),
  );

export const digitsFullyShared = (): Project =>
  digits(
    'Digits, fully shared',
    [
      ...flatImage,
      layer('dense', 'shared', 2, middle, relu(256)),
      layer('dense', 'logits', 3, middle, { units: 15 }),
      layer('slice', 'digit-logits', 4, 0, { begin: 0, size: 10 }),
      layer('slice', 'group-logits', 4, 1, { begin: 10, size: 5 }),
      head('digit', 5, 0),
      head('group', 5, 1),
    ],
    wires(
      ['image', 'flatten', 'shared', 'logits', 'digit-logits', 'digit-head'],
      ['image', 'flatten', 'shared', 'logits', 'group-logits', 'group-head'],
    ),
  );

/** From a seed that is like the others: the first one is an outlier. */
export const digitsCnn = (): Project => ({
  ...digits(
    'Digits, convolutional',
    [
      input('image', 0, middle),
      layer('conv2d', 'conv-1', 1, middle, { filters: 8, kernel: [3, 3], activation: 'relu' }),
      layer('maxPool', 'pool-1', 2, middle),
      layer('conv2d', 'conv-2', 3, middle, { filters: 16, kernel: [3, 3], activation: 'relu' }),
      layer('maxPool', 'pool-2', 4, middle),
      layer('flatten', 'flatten', 5, middle),
      layer('dense', 'shared', 6, middle, relu(64)),
      ...frame(7),
    ],
    wires(
      ['image', 'conv-1', 'pool-1', 'conv-2', 'pool-2', 'flatten', 'shared', 'digit-logits', 'digit-head'],
      ['shared', 'group-logits', 'group-head'],
    ),
  ),
  seed: 4,
});
