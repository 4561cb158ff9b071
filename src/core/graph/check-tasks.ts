import { headKind, inputKind, type Project, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type Diagnostic, diagnostic } from '../util/diagnostics.ts';
import { type Catalogue, headTask, nodeLabel } from './catalogue.ts';

/** What a task gets wrong about its data, whatever the graph is. */
function taskProblem(task: Task, signature: DataSignature, from: Catalogue): Diagnostic | null {
  const where = `task:${task.id}`;
  const target = signature.targets.find(({ id }) => id === task.target);
  if (!target) {
    const known = signature.targets.map(({ id }) => id).join(', ');
    return diagnostic('graph.unknownTarget', { task: task.name, target: task.target, known }, where);
  }
  const kind = from.taskKind(task.kind);
  if (!kind.accepts(target)) {
    return diagnostic('graph.targetKind', { task: task.name, target: task.target, kind: task.kind }, where);
  }
  if (!kind.losses.some(({ id }) => id === task.loss)) {
    const known = kind.losses.map(({ id }) => id).join(', ');
    return diagnostic('graph.unknownLoss', { task: task.name, loss: task.loss, known }, where);
  }
  return null;
}

/** How tasks and data refer to the graph: every enabled task has one head and a target that it can learn. */
export function checkTasks({ graph, tasks }: Project, signature: DataSignature, from: Catalogue): Diagnostic[] {
  const enabled = tasks.filter((task) => task.enabled);
  const heads = graph.nodes.filter((node) => node.kind === headKind);
  const problems: Diagnostic[] = [];
  if (enabled.length === 0) problems.push(diagnostic('graph.noTask', {}, 'tasks'));
  if (!graph.nodes.some((node) => node.kind === inputKind)) problems.push(diagnostic('graph.noInput', {}, 'graph'));
  for (const task of enabled) {
    const problem = taskProblem(task, signature, from);
    if (problem) problems.push(problem);
    if (!heads.some((head) => headTask(head) === task.id)) {
      problems.push(diagnostic('graph.taskWithoutHead', { task: task.name }, `task:${task.id}`));
    }
  }
  const names = new Set<string>();
  for (const { id, name } of tasks) {
    if (name !== '' && names.has(name)) problems.push(diagnostic('graph.sameName', { name }, `task:${id}`));
    names.add(name);
  }
  const seen = new Set<string>();
  for (const head of heads) {
    const task = tasks.find(({ id }) => id === headTask(head));
    if (!task) problems.push(diagnostic('graph.headWithoutTask', { node: nodeLabel(head, { graph, tasks }) }, `node:${head.id}`));
    else if (seen.has(task.id)) problems.push(diagnostic('graph.secondHead', { task: task.name }, `node:${head.id}`));
    else seen.add(task.id);
  }
  return problems;
}
