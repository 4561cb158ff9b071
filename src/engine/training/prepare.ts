import { compileProject } from '../../core/compile/compile.ts';
import { maskName, targetName } from '../../core/compile/programs.ts';
import { activeTasks } from '../../core/compile/tasks.ts';
import { buildData } from '../../core/data/build.ts';
import { splitRows } from '../../core/data/split.ts';
import type { Dataset, Split } from '../../core/data/types.ts';
import { trainingCost } from '../../core/program/cost.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Project } from '../../core/project/schema.ts';
import type { Prepared } from '../../core/runs/protocol.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { DataBuffers } from '../executors/executor.ts';
import type { EvaluatedTask } from './evaluate.ts';

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

function labelsOf(data: DataBuffers, task: string): { targets: Float32Array | Int32Array; mask: Float32Array } {
  const targets = data[targetName(task)];
  const mask = data[maskName(task)];
  invariant(targets !== undefined && mask instanceof Float32Array, `the data has labels and a mask for ${task}`);
  return { targets, mask };
}

/** Compiles a document and lays out its data. Refused with what is wrong with the graph, the tasks, the batch size. */
export function prepareRun(project: Project, dataset: Dataset): Result<PreparedRun> {
  const compiled = compileProject(project, dataset.signature);
  if (!compiled.ok) return compiled;
  const { program, warnings } = compiled.value;
  const split = splitRows(dataset.signature.count, project.data.split, project.seed);
  if (split.train.length < program.batchSize) {
    const values = { batch: program.batchSize, available: split.train.length };
    return refused(diagnostic('training.batchTooLarge', values, 'training.batchSize'));
  }
  const data = buildData(project, dataset, split);
  const tasks = activeTasks(project, dataset.signature).map(({ task, kind, target }): EvaluatedTask => {
    const info = program.tasks.find(({ id }) => id === task.id);
    invariant(info, `the program has the task ${task.id}`);
    return { id: task.id, kind, target, output: info.output, loss: info.loss, ...labelsOf(data, task.id) };
  });
  const unlabelled = tasks.filter(({ mask }) => split.train.every((row) => mask[row] !== 1));
  if (unlabelled.length > 0) {
    const name = (id: string): string => project.tasks.find((task) => task.id === id)?.name || id;
    return refused(...unlabelled.map(({ id }) => diagnostic('data.noLabels', { task: name(id) }, `task:${id}`)));
  }
  const { memoryBytes, flopsPerStep } = trainingCost(program);
  const prepared: Prepared = {
    tasks: program.tasks.map(({ id }) => id),
    parameterCount: program.parameterCount,
    stepsPerEpoch: Math.floor(split.train.length / program.batchSize),
    memoryBytes,
    flopsPerStep,
    splitSizes: { train: split.train.length, validation: split.validation.length, test: split.test.length },
  };
  return ok({ project, program, dataset, split, data, tasks, prepared, warnings });
}

const gibibytes = (bytes: number): string =>
  bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(0)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** Refuses in words what would otherwise crash the tab. */
export function judgeMemory({ prepared }: PreparedRun, { info }: ChosenExecutor, limitBytes: number): Diagnostic | null {
  if (prepared.memoryBytes <= limitBytes) return null;
  const values = { needed: gibibytes(prepared.memoryBytes), limit: gibibytes(limitBytes), device: info.device };
  return diagnostic('training.tooLarge', values, 'graph');
}
