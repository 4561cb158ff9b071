import { type CompileOptions, compileProject } from '../../core/compile/compile.ts';
import { activeTasks } from '../../core/compile/tasks.ts';
import { balancedWeights } from '../../core/data/balance.ts';
import { buildData, labelsOfTasks } from '../../core/data/build.ts';
import type { TaskLabels } from '../../core/data/labels.ts';
import { splitRows } from '../../core/data/split.ts';
import type { Dataset, Split } from '../../core/data/types.ts';
import { stepFlops } from '../../core/program/cost.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Project } from '../../core/project/schema.ts';
import type { Prepared } from '../../core/runs/protocol.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { DataBuffers } from '../executors/executor.ts';
import type { EvaluatedTask } from './evaluate.ts';
import { type Precompiled, reusable } from './precompile.ts';

/** A document made ready for a device: everything about a run that does not change while it trains. */
export interface PreparedRun {
  readonly project: Project;
  readonly program: TrainingProgram;
  readonly dataset: Dataset;
  readonly split: Split;
  readonly data: DataBuffers;
  readonly tasks: readonly EvaluatedTask[];
  readonly prepared: Prepared;
  readonly warnings: readonly Diagnostic[];
}

/** Every task's labels, taken when they are first asked for: by then the document has been judged. */
function lateLabels(project: Project, dataset: Dataset, split: Split) {
  let taken: ReturnType<typeof labelsOfTasks> | null = null;
  const all = (): ReturnType<typeof labelsOfTasks> => {
    taken ??= labelsOfTasks(project, dataset, split);
    return taken;
  };
  const of = (task: string): TaskLabels => {
    const labels = all().get(task);
    invariant(labels, `the task ${task} has labels`);
    return labels;
  };
  return { all, of };
}

/** Compiles a document, where that was not done before, and lays out its data. Refused with what is wrong with the graph, the tasks, the batch size. */
export function prepareRun(
  project: Project,
  dataset: Dataset,
  { precompiled, ...options }: Pick<CompileOptions, 'gramian'> & { readonly precompiled?: Precompiled | undefined } = {},
): Result<PreparedRun> {
  const split = splitRows(dataset.signature.count, project.data.split, project.seed);
  const labels = lateLabels(project, dataset, split);
  const known = reusable(precompiled, project, dataset.signature);
  const compiled = known
    ? ok(known)
    : compileProject(project, dataset.signature, {
        ...options,
        balance: (task) => balancedWeights(task, dataset, split, labels.of(task.id)),
      });
  if (!compiled.ok) return compiled;
  const { program, warnings } = compiled.value;
  if (split.train.length < program.batchSize) {
    const values = { batch: program.batchSize, available: split.train.length };
    return refused(diagnostic('training.batchTooLarge', values, 'training.batchSize'));
  }
  const data = buildData(project, dataset, split, labels.all());
  const tasks = activeTasks(project, dataset.signature).map(({ task, kind, target }): EvaluatedTask => {
    const info = program.tasks.find(({ id }) => id === task.id);
    invariant(info, `the program has the task ${task.id}`);
    return { task, kind, target, output: info.output, loss: info.loss, ...labels.of(task.id) };
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
    signature: dataset.signature,
  };
  return ok({ project, program, dataset, split, data, tasks, prepared, warnings });
}
