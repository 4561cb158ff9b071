import { headTask } from '../graph/catalogue.ts';
import { type GraphNode, headKind, type Project, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { TargetInfo, TaskKind } from '../tasks/types.ts';
import { type Diagnostic, diagnostic } from '../util/diagnostics.ts';

/** An enabled task with all that its loss needs. */
export interface ActiveTask {
  readonly task: Task;
  readonly kind: TaskKind;
  readonly target: TargetInfo;
  readonly head: GraphNode;
}

/**
 * The enabled tasks in the document's order, and what is wrong with them, at `task:ID`: a target that the data set does not have or
 * that is of another kind, a loss that the kind does not have, no labels, no head or several. Other enabled tasks are still returned.
 */
export function activeTasks(project: Project, signature: DataSignature): { tasks: ActiveTask[]; problems: Diagnostic[] } {
  const tasks: ActiveTask[] = [];
  const problems: Diagnostic[] = [];
  const enabled = project.tasks.filter((task) => task.enabled);
  if (enabled.length === 0) problems.push(diagnostic('training.noTask', {}, 'tasks'));
  for (const task of enabled) {
    const values = { task: task.name || task.id };
    const refuse = (problem: Diagnostic): void => void problems.push({ ...problem, where: `task:${task.id}` });
    const kind = taskKinds[task.kind];
    const target = signature.targets.find(({ id }) => id === task.target);
    const heads = project.graph.nodes.filter((node) => node.kind === headKind && headTask(node) === task.id);
    const [head] = heads;
    if (!target) {
      const known = signature.targets.map(({ id }) => id).join(', ');
      refuse(diagnostic('training.unknownTarget', { ...values, target: task.target, known }));
    } else if (!kind.accepts(target)) {
      refuse(diagnostic('training.kindAndTarget', { ...values, target: target.id, kind: task.kind }));
    } else if (!kind.losses.some(({ id }) => id === task.loss)) {
      const known = kind.losses.map(({ id }) => id).join(', ');
      refuse(diagnostic('training.unknownLoss', { ...values, loss: task.loss, known }));
    } else if (task.labelsKept === 0) {
      refuse(diagnostic('data.noLabels', values));
    } else if (!head) {
      refuse(diagnostic('training.taskWithoutHead', values));
    } else if (heads.length > 1) {
      refuse(diagnostic('training.taskWithHeads', { ...values, count: heads.length }));
    } else {
      tasks.push({ task, kind, target, head });
    }
  }
  return { tasks, problems };
}
