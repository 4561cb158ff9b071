import { simplify } from '../../src/core/program/simplify.ts';
import type { Program, TrainingProgram } from '../../src/core/program/types.ts';
import { at } from '../../src/core/util/assert-never.ts';
import type { Exercise } from './exercise.ts';

/** The same step with zeros for its losses; what only they needed is left out. */
function zeroed(
  step: Program,
  gradients: TrainingProgram['gradients'],
  tasks: number,
): Pick<TrainingProgram, 'step' | 'gradients'> {
  const losses = step.values.length;
  const zeros = { shape: [tasks], dtype: 'f32', source: { kind: 'constant', data: Array(tasks).fill(0) } } as const;
  const without = { ...step, values: [...step.values, zeros], outputs: { losses } };
  const { program, remap } = simplify(
    without,
    gradients.filter((id) => id !== null),
  );
  return { step: program, gradients: gradients.map((id) => (id === null ? null : remap(id))) };
}

/** The same training without its losses: none is computed, and none recorded. */
export function withoutLosses(exercise: Exercise): Exercise {
  const { program } = exercise;
  return { ...exercise, program: { ...program, ...zeroed(program.step, program.gradients, program.tasks.length) } };
}

/** The same training with losses that are computed, and overwritten by those of the next step: none is recorded. */
export function withoutRecords(exercise: Exercise): Exercise {
  const { program } = exercise;
  const { step, states, stateCount, tasks } = program;
  const place = { name: 'losses', node: '', parameter: 'losses', shape: [tasks.length], offset: stateCount, size: tasks.length };
  const last = { ...place, initializer: { kind: 'zeros' } } as const;
  const value = at([step.outputs.losses ?? -1], 0);
  const kept = { ...step, stateWrites: [...step.stateWrites, { state: states.length, value }] };
  const changed = {
    states: [...states, last],
    stateCount: stateCount + tasks.length,
    ...zeroed(kept, program.gradients, tasks.length),
  };
  return { ...exercise, program: { ...program, ...changed } };
}
