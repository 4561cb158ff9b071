import { expect, test } from 'vitest';
import { ReferenceTrainer } from '../../src/core/program/reference/trainer.ts';
import { blockOf, type Exercise, exerciseOf } from './exercise.ts';
import { modelOf } from './registry.ts';
import { unrecorded } from './unrecorded.ts';

function trained(exercise: Exercise): Float64Array {
  const { program, data, parameters, model } = exercise;
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(parameters);
  const { controls, rows, count } = blockOf(exercise, 0, 3);
  const { size } = program.controls;
  for (let i = 0; i < count; i++)
    trainer.step(controls.subarray(i * size, (i + 1) * size), rows.subarray(i * model.batch, (i + 1) * model.batch));
  return trainer.parameters;
}

test('without its losses a model trains the same, with fewer operations', () => {
  const exercise = exerciseOf(modelOf('B'));
  const without = unrecorded(exercise);
  expect(without.program.step.ops.length).toBeLessThan(exercise.program.step.ops.length);
  expect(trained(without)).toEqual(trained(exercise));
});
