import { defaults } from '../project/defaults.ts';
import { newId } from '../project/ids.ts';
import { headKind, type Position, type Project, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { catalogue as builtIn, type Catalogue, headTask } from './catalogue.ts';
import { addNode, longestName, removeNodes } from './edits.ts';
import { columnWidth, rowHeight } from './insert.ts';
import { logitsShape } from './lower.ts';
import { headOf } from './serving.ts';
import { fitTo, kindAndLoss, kindsFor, refitHeads, refitInputs, refitWidths } from './task-fit.ts';

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
  return addNode(project, {
    kind: headKind,
    id: `${taskId.slice(0, 48)}-head`,
    position: headPosition(project),
    params: { task: taskId },
  });
}

/** A name that no task has: with a number where it is taken. */
function freeName(name: string, { tasks }: Project): string {
  const taken = new Set(tasks.map((task) => task.name));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name.slice(0, longestName - 4)} ${n}`;
  return free;
}

/**
 * Adds a task that learns the target `targetId`, with its head. The id comes from the target's, the kind is the usual one for its
 * labels, the loss that kind's default, the name the target's English title where none is given, with a number where another task has it. A target that the data set lacks:
 * no change. `as` asks for another kind, where the target can be learned so.
 */
export function addTask(
  project: Project,
  signature: DataSignature,
  targetId: string,
  name?: string,
  catalogue: Catalogue = builtIn,
  as?: Task['kind'],
): Project {
  const target = signature.targets.find(({ id }) => id === targetId);
  const kinds = target ? kindsFor(target, catalogue) : [];
  const kind = kinds.find((item) => item === as) ?? kinds[0];
  if (!target || !kind) return project;
  const taken = project.tasks.map(({ id }) => id);
  const id = /^[A-Za-z0-9_-]{1,48}$/.test(targetId) && !taken.includes(targetId) ? targetId : newId(targetId, taken);
  const title = freeName((name ?? target.title.en).slice(0, longestName), project);
  const added = defaults.task({ id, name: title, target: targetId, ...kindAndLoss(undefined, kind, catalogue) });
  return addHead({ ...project, tasks: [...project.tasks, added] }, id);
}

/** Removes a task and its head; the layers before it stay. Early stopping that watched the task watches the mean, and no stage trains it. */
export function removeTask(project: Project, taskId: string): Project {
  const tasks = project.tasks.filter(({ id }) => id !== taskId);
  if (tasks.length === project.tasks.length) return project;
  const heads = project.graph.nodes.filter((node) => node.kind === headKind && headTask(node) === taskId);
  const { earlyStopping, stages } = project.training;
  const watched = earlyStopping.watch === taskId;
  const training = {
    ...project.training,
    ...(watched ? { earlyStopping: { ...earlyStopping, watch: 'mean' } } : {}),
    ...(stages
      ? { stages: stages.map((stage) => (stage.tasks ? { ...stage, tasks: stage.tasks.filter((id) => id !== taskId) } : stage)) }
      : {}),
  };
  return removeNodes(
    { ...project, tasks, training: watched || stages ? training : project.training },
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

/**
 * Makes a task learn another target. Kind and loss are kept where they fit, and the Dense layer before the head takes the width that
 * the task needs then.
 */
export function setTaskTarget(
  project: Project,
  signature: DataSignature,
  taskId: string,
  targetId: string,
  catalogue: Catalogue = builtIn,
): Project {
  const task = project.tasks.find(({ id }) => id === taskId);
  const target = signature.targets.find(({ id }) => id === targetId);
  const fit = task && target && fitTo(task, target, catalogue);
  return fit ? refitWidths(updateTask(project, taskId, fit), signature, catalogue) : project;
}

/** Makes a task learn its target in another way; its loss is kept where the kind knows it, and the Dense layer is fitted as above. */
export function setTaskKind(
  project: Project,
  signature: DataSignature,
  taskId: string,
  kind: Task['kind'],
  catalogue: Catalogue = builtIn,
): Project {
  const task = project.tasks.find(({ id }) => id === taskId);
  if (!task) return project;
  return refitWidths(updateTask(project, taskId, kindAndLoss(task, kind, catalogue)), signature, catalogue);
}

/** What may be said of a new data set beside its name. */
export interface NewData {
  readonly options?: Readonly<Record<string, unknown>>;
  /** What a task that turns to another target is called; by default the target's English title. */
  readonly titleOf?: (target: TargetInfo) => string;
}

/**
 * Turns a document to another data set, or to other options of the same one, and keeps what fits:
 * - tasks whose target the new data set has, and can still learn, stay as they are;
 * - other tasks keep their id, weight, head and wiring and turn to the targets that no task learns, in order; for those without a
 *   target left, task and head are removed;
 * - inputs turn to the new data set's inputs, and a Dense layer right behind one that holds images now gets a Flatten;
 * - the Dense layer right before a head, serving nothing else, takes the width that its task needs now; where another width still
 *   arrives, a Dense layer that fits comes between.
 */
export function setDataset(
  project: Project,
  dataset: string,
  signature: DataSignature,
  { options = {}, titleOf = (target) => target.title.en }: NewData = {},
  catalogue: Catalogue = builtIn,
): Project {
  const stays = (task: Task) => logitsShape(task, signature, catalogue) !== null;
  const learned = new Set(project.tasks.filter(stays).map((task) => task.target));
  const free = signature.targets.filter((target) => !learned.has(target.id) && kindsFor(target, catalogue).length > 0);
  const leaving: string[] = [];
  const tasks = project.tasks.map((task) => {
    if (stays(task)) return task;
    const target = free.shift();
    const fit = target && fitTo(task, target, catalogue);
    if (!fit) leaving.push(task.id);
    return fit ? { ...task, ...fit, name: titleOf(target).slice(0, longestName) } : task;
  });
  const turned: Project = {
    ...project,
    data: { ...project.data, dataset, options: { ...options } },
    tasks,
  };
  const read = refitInputs(leaving.reduce(removeTask, turned), signature, catalogue);
  return refitHeads(refitWidths(read, signature, catalogue), signature, catalogue);
}
