import { headOf } from '../graph/serving.ts';
import type { GraphNode, Project, Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { formatOf } from '../tasks/formats/format-of.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { TargetInfo, TaskKind } from '../tasks/types.ts';
import { invariant } from '../util/assert-never.ts';

/** An enabled task with all that its loss needs. */
export interface ActiveTask {
  readonly task: Task;
  readonly kind: TaskKind;
  readonly target: TargetInfo;
  readonly head: GraphNode;
  /** How many its loss reads. What they are follows from the labels, and comes with the data: see `classWeightsName`. */
  readonly classWeights: number;
}

/** How many class weights a task's loss reads: 0 where it weighs no classes, or is not asked to. */
export function classWeightCount({ classWeights, loss, kind: id }: Task, target: TargetInfo): number {
  const kind = taskKinds[id];
  const heeded = kind.losses.find((info) => info.id === loss)?.options?.includes('classWeights') ?? false;
  return classWeights === 'balanced' && heeded ? (formatOf(target).balance?.(target, []).length ?? 0) : 0;
}

/** The enabled tasks in the document's order; the graph's analysis has found nothing wrong with them. */
export function activeTasks(project: Project, signature: DataSignature): ActiveTask[] {
  return project.tasks
    .filter((task) => task.enabled)
    .map((task) => {
      const target = signature.targets.find(({ id }) => id === task.target);
      const head = headOf(project.graph, task.id);
      invariant(target && head, `the task ${task.id} has a target and a head`);
      return { task, kind: taskKinds[task.kind], target, head, classWeights: classWeightCount(task, target) };
    });
}
