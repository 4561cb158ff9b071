import { expect, test } from 'vitest';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { initialParameters, initialState } from '../../../core/program/initialize.ts';
import type { Task } from '../../../core/project/schema.ts';
import { type TaskKindId, taskKinds } from '../../../core/tasks/registry.ts';
import { taskKindIds } from '../../../core/tasks/task-kinds.ts';
import { createBatches } from '../../training/batches.ts';
import { preparedFor } from '../../training/testing/prepared.ts';
import type { Run } from './run.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';
import { executorsOnce } from './testing/tested-executors.ts';

const steps = 10;
const options: Partial<Task> = { classWeights: 'balanced', focalGamma: 2, labelSmoothing: 0.1, labelsKept: 0.8 };

/** A document trained for so many steps on data of every format. */
function runOf(tasks: Parameters<typeof everyKind>[0]): Run {
  const run = preparedFor(everyKind(tasks), everyFormat(100));
  const { program, project, data, split } = run;
  const { size } = program.controls;
  const batches = createBatches(split.train, program.batchSize, project.seed);
  const controls = new Float32Array(steps * size);
  const rows = new Int32Array(steps * program.batchSize);
  const taskWeights = program.tasks.map(() => 1);
  for (let i = 0; i < steps; i++) {
    fillControls(program, { step: i + 1, learningRate: 0.002, taskWeights, seed: project.seed }, controls, i * size);
    batches.fill(i, rows, i * program.batchSize);
  }
  return {
    program,
    data,
    parameters: initialParameters(program, project.seed),
    state: initialState(program),
    block: { count: steps, controls, rows },
    rows: split.test,
  };
}

/** Kinds that are trained together, so that each program stays small: an adapter in software compiles large kernels for a minute. */
const groups: readonly (readonly TaskKindId[])[] = [
  ['classification', 'binary', 'multiLabel', 'ordinal'],
  ['tagging', 'generation', 'detection'],
  ['regression', 'reconstruction'],
  ['retrieval'],
];

test('every kind of task is trained here', () => {
  expect(groups.flat().sort()).toEqual([...taskKindIds].sort());
});

for (const kinds of groups) {
  const tasks = kinds.flatMap((kind) => taskKinds[kind].losses.map(({ id }) => ({ kind, loss: id, ...options })));
  everyExecutorRepeats(
    `${kinds.join(', ')} with every loss and all that it may be told, over ${steps} steps`,
    () => runOf(tasks),
    { on: executorsOnce },
  );
}
