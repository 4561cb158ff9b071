import { defaults } from '../project/defaults.ts';
import { newId } from '../project/ids.ts';
import { type GraphNode, headKind, inputKind, type Project, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type TargetInfo, taskKindIds } from '../tasks/types.ts';
import { catalogue as builtIn, type Catalogue, headTask } from './catalogue.ts';
import { addNode, longestName, type Position, removeNodes } from './edits.ts';
import { columnWidth, rowHeight } from './insert.ts';
import { headOf } from './serving.ts';

/** A task to be added; what is left out follows from the target. */
export interface NewTask {
  readonly target: string;
  readonly name?: string;
  readonly kind?: Task['kind'];
  readonly loss?: string;
}

/** The task kinds that can learn a target, the usual one first. */
export const kindsFor = (target: TargetInfo, catalogue: Catalogue = builtIn): Task['kind'][] =>
  taskKindIds.filter((kind) => catalogue.taskKind(kind).accepts(target));

/** Below the last head, or to the right of everything. */
function headPosition({ graph }: Project): Position {
  const heads = graph.nodes.filter((node) => node.kind === headKind);
  const column = heads.length > 0 ? heads : graph.nodes;
  if (column.length === 0) return { x: 0, y: 0 };
  const right = Math.max(...column.map(({ position }) => position.x));
  const ys = column.map(({ position }) => position.y);
  return heads.length > 0
    ? { x: right, y: Math.max(...ys) + rowHeight }
    : { x: right + columnWidth, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
}

/** Gives a task without a head one, placed at the right; otherwise nothing changes. */
export function addHead(project: Project, taskId: string): Project {
  if (headOf(project.graph, taskId) || !project.tasks.some(({ id }) => id === taskId)) return project;
  return addNode(project, { kind: headKind, id: `head-${taskId}`, position: headPosition(project), params: { task: taskId } });
}

/**
 * Adds a task with its head. The id comes from the target, the name is the given one or the target's English title, the kind is the
 * first that accepts the target, the loss that kind's default. A target that the data set lacks, or no kind accepts: no change.
 */
export function addTask(project: Project, signature: DataSignature, task: NewTask, catalogue: Catalogue = builtIn): Project {
  const target = signature.targets.find(({ id }) => id === task.target);
  const kind = target && (task.kind ?? kindsFor(target, catalogue)[0]);
  if (!target || !kind) return project;
  const taken = project.tasks.map(({ id }) => id);
  const id = /^[A-Za-z0-9_-]{1,48}$/.test(target.id) && !taken.includes(target.id) ? target.id : newId(target.id, taken);
  const name = (task.name ?? target.title.en).slice(0, longestName);
  const loss = task.loss ?? catalogue.taskKind(kind).losses[0]?.id ?? '';
  const added = defaults.task({ id, name, target: target.id, kind, loss });
  return addHead({ ...project, tasks: [...project.tasks, added] }, id);
}

/** Removes a task and its head; the layers before it stay. Early stopping that watched the task watches the mean. */
export function removeTask(project: Project, taskId: string): Project {
  const tasks = project.tasks.filter(({ id }) => id !== taskId);
  if (tasks.length === project.tasks.length) return project;
  const heads = project.graph.nodes.filter((node) => node.kind === headKind && headTask(node) === taskId);
  const { training } = project;
  const { earlyStopping } = training;
  const watched = earlyStopping.watch === taskId;
  return removeNodes(
    { ...project, tasks, training: watched ? { ...training, earlyStopping: { ...earlyStopping, watch: 'mean' } } : training },
    heads.map(({ id }) => id),
  );
}

/** Changes a task's settings; its name is cut to the document's length. */
export function updateTask(project: Project, taskId: string, change: Partial<Omit<Task, 'id'>>): Project {
  const tasks = project.tasks.map((task) => {
    if (task.id !== taskId) return task;
    const next = { ...task, ...change, name: (change.name ?? task.name).slice(0, longestName) };
    return JSON.stringify(next) === JSON.stringify(task) ? task : next;
  });
  return tasks.every((task, index) => task === project.tasks[index]) ? project : { ...project, tasks };
}

export const setTaskEnabled = (project: Project, taskId: string, enabled: boolean): Project =>
  updateTask(project, taskId, { enabled });

/** Makes a task learn another target: a kind that accepts it, and that kind's loss; what still fits is kept. */
export function setTaskTarget(
  project: Project,
  signature: DataSignature,
  taskId: string,
  targetId: string,
  catalogue: Catalogue = builtIn,
): Project {
  const task = project.tasks.find(({ id }) => id === taskId);
  const target = signature.targets.find(({ id }) => id === targetId);
  const kinds = target ? kindsFor(target, catalogue) : [];
  const kind = task && kinds.includes(task.kind) ? task.kind : kinds[0];
  return kind ? updateTask(project, taskId, { target: targetId, ...kindAndLoss(task, kind, catalogue) }) : project;
}

/** Judges a task's labels in another way: the kind, and its default loss where the present one is unknown to it. */
export function setTaskKind(project: Project, taskId: string, kind: Task['kind'], catalogue: Catalogue = builtIn): Project {
  const task = project.tasks.find(({ id }) => id === taskId);
  return task ? updateTask(project, taskId, kindAndLoss(task, kind, catalogue)) : project;
}

function kindAndLoss(task: Task | undefined, kind: Task['kind'], catalogue: Catalogue): Pick<Task, 'kind' | 'loss'> {
  const { losses } = catalogue.taskKind(kind);
  const loss = losses.find(({ id }) => id === task?.loss) ?? losses[0];
  return { kind, loss: loss?.id ?? '' };
}

/** The inputs of the graph read what the data set has: a missing input is replaced by one that no node reads yet, or by the first. */
export function refitInputs(nodes: readonly GraphNode[], signature: DataSignature): GraphNode[] {
  const known = signature.inputs.map(({ id }) => id);
  const read = new Set(nodes.filter((node) => node.kind === inputKind).map((node) => node.params.input));
  return nodes.map((node) => {
    if (node.kind !== inputKind || known.some((id) => id === node.params.input)) return node;
    const input = known.find((id) => !read.has(id)) ?? known[0];
    read.add(input);
    return input === undefined ? node : { ...node, params: { ...node.params, input } };
  });
}
