import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/program/shapes.ts';
import type { TrainingProgram } from '../../src/core/program/types.ts';
import { defaults } from '../../src/core/project/defaults.ts';
import { planTraining } from '../../src/engine/executors/webgpu/plan/plan.ts';
import { hardwareProfile, softwareProfile } from '../../src/engine/executors/webgpu/plan/profile.ts';
import { programOf } from '../models/program.ts';
import { modelOf } from '../models/registry.ts';

const balanced = (model: string, method: string): TrainingProgram => programOf(modelOf(model), defaults.balancing(method));

/** Elements that a program makes by one kind of operation. */
const made = ({ step: { ops, values } }: TrainingProgram, kind: string): number =>
  ops.reduce((sum, op) => (op.kind === kind ? sum + sizeOf(values[op.output]?.shape ?? []) : sum), 0);

/** What all tasks of A, A5 and A10 share: 784 → 256 with a bias. */
const sharedNumbers = 784 * 256 + 256;

describe.each([
  ['a GPU', hardwareProfile],
  ['a software adapter', softwareProfile],
] as const)('the dispatches of a step on WebGPU, planned for %s', (_, profile) => {
  const dispatches = (model: string, method: string): number => {
    const { step, gramian } = planTraining(balanced(model, method), profile);
    return (gramian ?? step).dispatches.length;
  };

  it.each(['A', 'A5', 'A10'])('of %s: one more where a direction is made of all gradients number by number', (model) => {
    expect(dispatches(model, 'equal')).toBe(6);
    // The direction and the optimiser's step are one dispatch: what is made of the stack is used where it is.
    for (const method of ['graddrop', 'trimmed-mean']) expect(dispatches(model, method), method).toBe(7);
  });

  it.each(['A', 'A5', 'A10'])('of %s: at most half as many again with the Gramian, and with one more forward pass', (model) => {
    for (const method of ['upgrad', 'nash-mtl', 'famo']) expect(dispatches(model, method), method).toBeLessThanOrEqual(9);
  });
});

/**
 * A processor that imitates a GPU takes a plain step of A in blocks of results that keep everything in registers, the optimiser's step included. GradDrop
 * looks at all numbers of the stack one by one, and draws a number for each that is shared, of some 64 integer operations on any device: that, not dispatches,
 * is what it costs there.
 */
it.each(['A', 'A5', 'A10'])('GradDrop draws one number for every shared number of %s, however many tasks there are', (model) => {
  expect(made(balanced(model, 'graddrop'), 'random')).toBe(sharedNumbers);
  expect(made(balanced(model, 'trimmed-mean'), 'random')).toBe(0);
});

/**
 * A processor that imitates a GPU takes as long to begin a workgroup as for dozens of elements, and methods that remember every task's gradient
 * look at T·P numbers several times. A product of the stack with its weights is taken in blocks of 8 × 8 results.
 */
it.each([
  ['A', 2],
  ['A5', 5],
  ['A10', 10],
] as const)(
  'no kernel over the gradients of %s begins a workgroup for every eight numbers, and nothing copies them',
  (model, tasks) => {
    for (const method of ['moco', 'db-mtl', 'excess-mtl']) {
      const { gramian, step } = planTraining(balanced(model, method), softwareProfile);
      const groups = gramian?.dispatches.map((dispatch) => dispatch.groups) ?? [];
      expect(Math.max(...groups), method).toBeLessThan((tasks * sharedNumbers) / 8 / 8);
      expect(gramian?.dispatches.length, method).toBeLessThanOrEqual(step.dispatches.length + 7);
    }
  },
);

/** SwiftShader's compiler unrolls loops: one over the concatenated steps of a recurrent layer held it up for ever. */
it.each(['GRU', 'TRANSFORMER', 'CNN', 'MMOE'])('of %s only short kernels take several elements in turn', (model) => {
  const { step, evaluate, predict } = planTraining(balanced(model, 'equal'), softwareProfile);
  const kernels = [step, evaluate, predict]
    .flatMap(({ dispatches }) => dispatches)
    .flatMap(({ wgsl }) => wgsl.split('\nfn ').slice(1));
  const looped = kernels.filter((text) => Number(/group \* (\d+)u/.exec(text)?.[1] ?? 0) > softwareProfile.workgroupSize);
  expect(Math.max(0, ...looped.map((text) => text.split('\n').length))).toBeLessThan(64);
});
