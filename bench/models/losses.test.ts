import { expect, test } from 'vitest';
import { ReferenceTrainer } from '../../src/core/program/reference/trainer.ts';
import { blockOf, type Exercise, exerciseOf } from './exercise.ts';
import { withoutLosses, withoutRecords } from './losses.ts';
import { modelOf } from './registry.ts';

function trained(exercise: Exercise) {
  const { program, data, parameters, model } = exercise;
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(parameters);
  const { controls, rows, count } = blockOf(exercise, 0, 3);
  const { size } = program.controls;
  const losses = Array.from({ length: count }, (_, i) =>
    trainer.step(controls.subarray(i * size, (i + 1) * size), rows.subarray(i * model.batch, (i + 1) * model.batch)),
  );
  return { parameters: trainer.parameters, state: trainer.state, last: losses.at(-1) };
}

const exercise = exerciseOf(modelOf('B'));
const opsOf = ({ program }: Exercise): number => program.step.ops.length;

test('without its losses a model trains the same, with fewer operations', () => {
  const without = withoutLosses(exercise);
  expect(opsOf(without)).toBeLessThan(opsOf(exercise));
  expect(trained(without).parameters).toEqual(trained(exercise).parameters);
});

test('losses that are not recorded are computed all the same', () => {
  const without = withoutRecords(exercise);
  expect(opsOf(without)).toBe(opsOf(exercise));
  const { parameters, state, last } = trained(without);
  expect(parameters).toEqual(trained(exercise).parameters);
  expect(last).toEqual(new Float64Array(2));
  expect(state).toEqual(trained(exercise).last);
});
