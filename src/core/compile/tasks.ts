import { headOf } from '../graph/serving.ts';
import type { GraphNode, Project, Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { TargetInfo, TaskKind } from '../tasks/types.ts';
import { invariant } from '../util/assert-never.ts';

/** An enabled task with all that its loss needs. */
export interface ActiveTask {
  readonly task: Task;
  readonly kind: TaskKind;
  readonly target: TargetInfo;
  readonly head: GraphNode;
  /** Where the task asks for balanced classes and its loss heeds them. */
  readonly classWeights: readonly number[] | null;
}

/** Balanced class weights of a task, from the labels that it trains on. */
export type BalanceLabels = (task: Task) => readonly number[] | null;

/** Whether a task's loss weighs classes, and is asked to. */
export const wantsBalance = ({ classWeights, loss, kind }: Task): boolean =>
  classWeights === 'balanced' &&
  (taskKinds[kind].losses.find(({ id }) => id === loss)?.options?.includes('classWeights') ?? false);

/** The enabled tasks in the document's order; the graph's analysis has found nothing wrong with them. */
export function activeTasks(project: Project, signature: DataSignature, balance?: BalanceLabels): ActiveTask[] {
  return project.tasks
    .filter((task) => task.enabled)
    .map((task) => {
      const target = signature.targets.find(({ id }) => id === task.target);
      const head = headOf(project.graph, task.id);
      invariant(target && head, `the task ${task.id} has a target and a head`);
      const classWeights = wantsBalance(task) ? (balance?.(task) ?? null) : null;
      return { task, kind: taskKinds[task.kind], target, head, classWeights };
    });
}
