import { presets } from '../../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import type { Project } from '../../../core/project/schema.ts';

/** The layers that no preset has: normalisation, dropout, averages, merging. */
export function everyLayer(): Project {
  return sketch({
    name: 'every layer',
    data: { dataset: 'mnist' },
    tasks: [task('digit', 'classification', 'Digit'), task('group', 'classification', 'Group')],
    nodes: [
      input('image', 0, 0),
      layer('conv2d', 'strided', 1, 0, { filters: 5, kernel: [3, 3], stride: [2, 2], activation: 'tanh', l2: 0.01 }),
      layer('batchNorm', 'batch', 2, 0),
      layer('avgPool', 'average', 3, 0),
      layer('conv2d', 'dilated', 4, 0, { filters: 7, kernel: [2, 2], dilation: [2, 2], activation: 'gelu' }),
      layer('globalPool', 'global', 5, 0),
      layer('flatten', 'flat', 5, 1),
      layer('dense', 'wide', 6, 1, { units: 7, activation: 'sigmoid', l1: 0.001 }),
      layer('layerNorm', 'norm', 7, 1),
      layer('dropout', 'drop', 8, 1, { rate: 0.3 }),
      layer('multiply', 'gate', 9, 0),
      layer('add', 'sum', 10, 0),
      layer('concat', 'both', 11, 0),
      layer('dense', 'digit-logits', 12, 0, { units: 10 }),
      layer('dense', 'group-logits', 12, 1, { units: 5 }),
      head('digit', 13, 0),
      head('group', 13, 1),
    ],
    edges: wires(
      ['image', 'strided', 'batch', 'average', 'dilated', 'global', 'gate', 'sum', 'both', 'digit-logits', 'digit-head'],
      ['average', 'flat', 'wide', 'norm', 'drop', 'gate'],
      ['drop', 'sum'],
      ['norm', 'both'],
      ['both', 'group-logits', 'group-head'],
    ),
  });
}

/** Gates, learned sums, convolutions channel by channel, decoders, and what acts while training only. */
function experts(): Project {
  return sketch({
    name: 'experts',
    data: { dataset: 'mnist' },
    tasks: [task('digit', 'classification', 'Digit'), task('group', 'classification', 'Group')],
    nodes: [
      input('image', 0, 0),
      layer('randomShift', 'shift', 1, 0),
      layer('randomFlip', 'flip', 2, 0, { direction: 'both' }),
      layer('cutout', 'cut', 3, 0),
      layer('gaussianNoise', 'noise', 4, 0),
      layer('separableConv2d', 'separable', 5, 0, { filters: 4, stride: [2, 2], activation: 'relu' }),
      layer('depthwiseConv2d', 'depthwise', 6, 0, { stride: [2, 2], multiplier: 2, activation: 'tanh' }),
      layer('transposedConv2d', 'decoded', 7, 0, { filters: 2 }),
      layer('upsample2d', 'larger', 7, 1, { mode: 'bilinear' }),
      layer('globalPool', 'few', 8, 0),
      layer('globalPool', 'more', 8, 1),
      layer('l2Normalize', 'unit', 9, 1),
      layer('dense', 'a', 9, 2, { units: 6, activation: 'relu' }),
      layer('dense', 'b', 9, 3, { units: 6, activation: 'tanh' }),
      layer('dense', 'c', 9, 4, { units: 6, activation: 'gelu' }),
      layer('reverseGradient', 'against', 10, 0),
      layer('mixture', 'mix', 10, 2, { topK: 2 }),
      layer('selector', 'select', 10, 3),
      layer('learnedSum', 'own', 11, 2, { subspaces: 2 }),
      layer('stopGradient', 'stop', 11, 3),
      layer('learnedSum', 'other', 11, 4),
      layer('dense', 'digit-logits', 12, 0, { units: 10 }),
      layer('dense', 'group-logits', 12, 1, { units: 5 }),
      head('digit', 13, 0),
      head('group', 13, 1),
    ],
    edges: wires(
      ['image', 'shift', 'flip', 'cut', 'noise', 'separable', 'depthwise', 'decoded', 'few', 'against', 'mix:gate', 'own'],
      ['depthwise', 'larger', 'more', 'unit', 'select:gate'],
      ['more', 'a', 'mix:experts'],
      ['more', 'b', 'mix:experts'],
      ['more', 'c', 'mix:experts'],
      ['a', 'select:experts'],
      ['b', 'select:experts'],
      ['c', 'select:experts', 'own', 'digit-logits', 'digit-head'],
      ['select', 'stop', 'other', 'group-logits', 'group-head'],
      ['mix', 'other'],
    ),
  });
}

/** Steps on images of this size take plain loops too long. */
const large = new Set(['scenes-64', 'scenes-224']);

/** Every preset of a modest size, and networks of all layer kinds. */
export const documents: readonly (readonly [string, Project])[] = [
  ...presets.filter(({ id }) => !large.has(id)).map(({ id, project }) => [id, project()] as const),
  ['every layer', everyLayer()],
  ['experts', experts()],
];

export const sameBits = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
