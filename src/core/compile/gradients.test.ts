import { describe, expect, it } from 'vitest';
import type { TrainingProgram } from '../program/types.ts';
import { at } from '../util/assert-never.ts';
import { compiled, controls, randomData, randomTrainer, smallProject, withNode } from './testing/fixture.ts';

const rows = [3, 0, 19, 7, 7, 12];

/** The losses [T] of a batch, computed without touching the parameters: the learning rate is 0. */
const lossesOf = (program: TrainingProgram, trainer: ReturnType<typeof randomTrainer>, weights: readonly number[]) =>
  trainer.step(controls(program, weights), rows);

const gradientOf = (program: TrainingProgram, weights: readonly number[], data = randomData(program)) =>
  randomTrainer(program, data).gradient(controls(program, weights), rows);

/** The part of a flat gradient that belongs to a parameter. */
function partOf(program: TrainingProgram, gradient: Float64Array, name: string): number[] {
  const view = program.parameters.find((it) => it.name === name);
  return [...gradient.subarray(view?.offset, (view?.offset ?? 0) + (view?.size ?? 0))];
}

describe('the gradient of a compiled step', () => {
  const program = compiled(smallProject());

  it('is that of Σ λ L by finite differences, for every parameter', () => {
    const weights = [0.7, 2.5];
    const trainer = randomTrainer(program);
    const total = () => lossesOf(program, trainer, weights).reduce((sum, loss, task) => sum + loss * at(weights, task), 0);
    const gradient = trainer.gradient(controls(program, weights), rows);
    const width = 1e-5;
    expect(gradient).toHaveLength(3 * 4 + 4 + 4 * 3 + 3 + 4 * 2 + 2);
    for (let i = 0; i < program.trainableCount; i++) {
      const centre = at(trainer.parameters, i);
      trainer.parameters[i] = centre + width;
      const above = total();
      trainer.parameters[i] = centre - width;
      const below = total();
      trainer.parameters[i] = centre;
      expect(gradient[i]).toBeCloseTo((above - below) / (2 * width), 7);
    }
  });

  it('takes nothing from a row without a label, whatever stands there', () => {
    const data = randomData(program);
    const mask = new Float32Array(20).fill(1);
    mask[7] = 0;
    const masked = { ...data, 'mask:values': mask };
    const strange = Float32Array.from(data['target:values'] ?? []);
    strange.set([1e6, -1e6], 2 * 7);
    const expected = gradientOf(program, [1, 1], masked);
    expect(gradientOf(program, [1, 1], { ...masked, 'target:values': strange })).toEqual(expected);
    expect(gradientOf(program, [1, 1], { ...data, 'target:values': strange })).not.toEqual(expected);
  });

  it('averages a loss over the labelled rows, and gives 0 where there is none', () => {
    const data = randomData(program);
    const only = (row: number) => new Float32Array(20).map((_, i) => (i === row ? 1 : 0));
    const lossWith = (mask: Float32Array, batch: number[]) =>
      at(randomTrainer(program, { ...data, 'mask:class': mask }).step(controls(program, [1, 1]), batch), 0);
    expect(lossWith(only(12), rows)).toBeCloseTo(lossWith(only(12), [12, 12, 12, 12, 12, 12]), 12);
    expect(lossWith(only(1), rows)).toBe(0);
  });

  it('is exactly 0 for the head of a task whose weight is 0, and not for the other', () => {
    const gradient = gradientOf(program, [1, 0]);
    expect(partOf(program, gradient, 'values-logits/kernel').every((value) => value === 0)).toBe(true);
    expect(partOf(program, gradient, 'values-logits/bias').every((value) => value === 0)).toBe(true);
    expect(partOf(program, gradient, 'class-logits/kernel').every((value) => value !== 0)).toBe(true);
  });

  it('adds 2·l2·w for a kernel with an L2 penalty, and nothing elsewhere', () => {
    const l2 = 0.05;
    const regularised = compiled(withNode(smallProject(), 'trunk', { params: { l2 } }));
    const plain = gradientOf(program, [1, 1]);
    const gradient = gradientOf(regularised, [1, 1]);
    const { parameters } = randomTrainer(program);
    for (let i = 0; i < 12; i++) expect(gradient[i]).toBeCloseTo(at(plain, i) + 2 * l2 * at(parameters, i), 12);
    expect(gradient.subarray(12)).toEqual(plain.subarray(12));
  });

  it('weighs penalties by nothing: a task weight of 0 leaves them', () => {
    const regularised = compiled(withNode(smallProject(), 'values-logits', { params: { l2: 0.05 } }));
    const gradient = partOf(regularised, gradientOf(regularised, [1, 0]), 'values-logits/kernel');
    const { parameters } = randomTrainer(regularised);
    const kernel = partOf(regularised, parameters, 'values-logits/kernel');
    gradient.forEach((value, i) => {
      expect(value).toBeCloseTo(2 * 0.05 * at(kernel, i), 12);
    });
  });
});
