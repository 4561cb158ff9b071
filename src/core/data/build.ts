import type { Project } from '../project/schema.ts';
import { taskLabels } from './labels.ts';
import type { Dataset, Split } from './types.ts';

/**
 * The data tensors of a program, by name: `input:INPUT` [count, ...shape], and for each enabled task `target:TASK` [count, ...] and
 * `mask:TASK` [count].
 */
export function buildData(project: Project, dataset: Dataset, split: Split): Record<string, Float32Array | Int32Array> {
  const buffers: Record<string, Float32Array | Int32Array> = {};
  for (const [id, values] of Object.entries(dataset.inputs)) buffers[`input:${id}`] = values;
  for (const task of project.tasks) {
    if (!task.enabled) continue;
    const { targets, mask } = taskLabels(project, task, dataset, split);
    buffers[`target:${task.id}`] = targets;
    buffers[`mask:${task.id}`] = mask;
  }
  return buffers;
}
