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

/** Every preset, and a network of all layer kinds. */
export const documents: readonly (readonly [string, Project])[] = [
  ...presets.map(({ id, project }) => [id, project()] as const),
  ['every layer', everyLayer()],
];

export const sameBits = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
