import type { Compiled } from '../../core/compile/compile.ts';
import { activeTasks } from '../../core/compile/tasks.ts';
import { buildData, labelsOfTasks } from '../../core/data/build.ts';
import type { TaskLabels } from '../../core/data/labels.ts';
import { signatureWithWords } from '../../core/data/load.ts';
import { splitOf } from '../../core/data/split.ts';
import type { Dataset, Split } from '../../core/data/types.ts';
import { stepFlops } from '../../core/program/cost.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Project } from '../../core/project/schema.ts';
import type { Prepared } from '../../core/runs/protocol.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { DataBuffers } from '../executors/executor.ts';
import type { EvaluatedTask } from './evaluate.ts';
import { type Measured, measuredIn } from './measured.ts';

/** A document made ready for a device: everything about a run that does not change while it trains. */
export interface PreparedRun {
  readonly project: Project;
  readonly program: TrainingProgram;
  readonly dataset: Dataset;
  readonly split: Split;
  readonly data: DataBuffers;
  readonly tasks: readonly EvaluatedTask[];
  readonly measured: Measured;
  readonly prepared: Prepared;
  readonly warnings: readonly Diagnostic[];
}

/** Lays out the data of a compiled document. Refused where a task has no label to train on. */
export function prepareRun(project: Project, dataset: Dataset, { program, warnings }: Compiled): Result<PreparedRun> {
  const split = splitOf(dataset, project.data.split, project.seed);
  const labels = labelsOfTasks(project, dataset, split);
  const labelsOf = (task: string): TaskLabels => {
    const own = labels.get(task);
    invariant(own, `the task ${task} has labels`);
    return own;
  };
  const data = buildData(project, dataset, split, labels);
  const tasks = activeTasks(project, dataset.signature).map(({ task, kind, target }): EvaluatedTask => {
    const info = program.tasks.find(({ id }) => id === task.id);
    invariant(info, `the program has the task ${task.id}`);
    return { task, kind, target, output: info.output, loss: info.loss, ...labelsOf(task.id) };
  });
  const unlabelled = tasks.filter(({ mask }) => split.train.every((row) => mask[row] !== 1));
  if (unlabelled.length > 0) {
    return refused(
      ...unlabelled.map(({ task }) => diagnostic('data.noLabels', { task: task.name || task.id }, `task:${task.id}`)),
    );
  }
  const prepared: Prepared = {
    tasks: program.tasks.map(({ id }) => id),
    parameterCount: program.parameterCount,
    stepsPerEpoch: Math.floor(split.train.length / program.batchSize),
    flopsPerStep: stepFlops(program),
    splitSizes: { train: split.train.length, validation: split.validation.length, test: split.test.length },
    signature: signatureWithWords(dataset),
  };
  return ok({ project, program, dataset, split, data, tasks, measured: measuredIn(tasks), prepared, warnings });
}
