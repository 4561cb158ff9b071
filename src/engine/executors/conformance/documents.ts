import { presets } from '../../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import { initialOptimizer, initialParameters, initialState } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { DataBuffers, StepBlock } from '../executor.ts';
import { testSeed } from '../tfjs/testing.ts';

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

/** A float64 trainer at step 0, as `freshSession` begins. */
export function reference(program: TrainingProgram, data: DataBuffers): ReferenceTrainer {
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(initialParameters(program, testSeed));
  trainer.state.set(initialState(program));
  trainer.optimizer.set(initialOptimizer(program));
  return trainer;
}

/** The losses [count, T] of the steps of a block. */
export function referenceLosses(
  trainer: ReferenceTrainer,
  program: TrainingProgram,
  { count, controls, rows }: StepBlock,
): number[] {
  const { size } = program.controls;
  return Array.from({ length: count }, (_, i) => {
    const batch = rows.subarray(i * program.batchSize, (i + 1) * program.batchSize);
    return [...trainer.step(controls.subarray(i * size, (i + 1) * size), batch)];
  }).flat();
}

/** All outputs in one row, ordered by name. */
export const flat = (outputs: Readonly<Record<string, ArrayLike<number>>>): number[] =>
  Object.keys(outputs)
    .sort()
    .flatMap((name) => Array.from(outputs[name] ?? []));

export const sameBits = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
