import { classWeightCount } from '../compile/tasks.ts';
import { classWeightsName, inputName, labelName, maskName } from '../project/data-names.ts';
import type { Project } from '../project/schema.ts';
import { at, invariant } from '../util/assert-never.ts';
import { balancedWeights } from './balance.ts';
import { type TaskLabels, taskLabels } from './labels.ts';
import type { Dataset, Split } from './types.ts';

/** The labels of every enabled task, by task id. */
export function labelsOfTasks(project: Project, dataset: Dataset, split: Split): ReadonlyMap<string, TaskLabels> {
  const enabled = project.tasks.filter((task) => task.enabled);
  return new Map(enabled.map((task) => [task.id, taskLabels(project, task, dataset, split)]));
}

/**
 * The data tensors of a program, by name: `input:INPUT` [count, ...shape], and for each enabled task `target:TASK` [count, ...] and
 * `mask:TASK` [count] (1 where there is a label, or what the row weighs), and `classWeights:TASK` where its loss reads them. A task that reconstructs an input as it is has no labels of its own:
 * see `labelName`.
 */
export function buildData(
  project: Project,
  dataset: Dataset,
  split: Split,
  labels = labelsOfTasks(project, dataset, split),
): Record<string, Float32Array | Int32Array> {
  const buffers: Record<string, Float32Array | Int32Array> = {};
  for (const [id, values] of Object.entries(dataset.inputs)) buffers[inputName(id)] = values;
  for (const task of project.tasks) {
    const target = dataset.signature.targets.find(({ id }) => id === task.target);
    const own = labels.get(task.id);
    if (!own) continue;
    invariant(target, `the data set has the target ${task.target}`);
    buffers[labelName(task, target)] = own.targets;
    const { weights } = dataset;
    buffers[maskName(task.id)] = weights ? own.mask.map((known, row) => known * at(weights, row)) : own.mask;
    if (classWeightCount(task, target) > 0) buffers[classWeightsName(task.id)] = balancedWeights(target, split, own);
  }
  return buffers;
}
