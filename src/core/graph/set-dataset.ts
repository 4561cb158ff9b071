import { headKind, type Project, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { catalogue as builtIn, type Catalogue, headTask } from './catalogue.ts';
import { longestName, mapNodes } from './edits.ts';
import { logitsShape } from './lower.ts';
import { kindsFor, refitInputs, removeTask } from './tasks.ts';
import { topologyOf } from './topology.ts';

/** The data set that a document turns to. */
export interface NewData {
  readonly dataset: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly signature: DataSignature;
  /** What a task that turns to another target is called; by default the target's English title. */
  readonly titleOf?: (target: TargetInfo) => string;
}

/**
 * Turns a document to another data set, or to other options of the same one, and keeps what fits:
 * - tasks whose target the new data set has, and can still learn, stay as they are;
 * - other tasks keep their id, weight, head and wiring and turn to the targets that no task learns, in order; for those without a
 *   target left, task and head are removed;
 * - inputs turn to the new data set's inputs;
 * - the Dense layer right before a head, serving nothing else, takes the width that its task needs now.
 */
export function setDataset(project: Project, data: NewData, catalogue: Catalogue = builtIn): Project {
  const { signature } = data;
  const stays = (task: Task) => logitsShape(task, signature, catalogue) !== null;
  const learned = new Set(project.tasks.filter(stays).map((task) => task.target));
  const free = signature.targets.filter((target) => !learned.has(target.id) && kindsFor(target, catalogue).length > 0);
  const leaving: string[] = [];
  const tasks = project.tasks.map((task) => {
    if (stays(task)) return task;
    const target = free.shift();
    if (!target) leaving.push(task.id);
    return target ? turned(task, target, data, catalogue) : task;
  });
  const turnedProject: Project = {
    ...project,
    data: { ...project.data, dataset: data.dataset, options: { ...data.options } },
    tasks,
    graph: { ...project.graph, nodes: refitInputs(project.graph.nodes, signature) },
  };
  return refitWidths(leaving.reduce(removeTask, turnedProject), signature, catalogue);
}

function turned(task: Task, target: TargetInfo, { titleOf }: NewData, catalogue: Catalogue): Task {
  const kinds = kindsFor(target, catalogue);
  const kind = kinds.includes(task.kind) ? task.kind : (kinds[0] ?? task.kind);
  const { losses } = catalogue.taskKind(kind);
  const loss = losses.some(({ id }) => id === task.loss) ? task.loss : (losses[0]?.id ?? task.loss);
  const name = (titleOf?.(target) ?? target.title.en).slice(0, longestName);
  return { ...task, name, target: target.id, kind, loss };
}

/** Gives each Dense layer that feeds one head and nothing else the units that the head's task needs. */
export function refitWidths(project: Project, signature: DataSignature, catalogue: Catalogue = builtIn): Project {
  const { nodes, incoming, outgoing } = topologyOf(project.graph);
  const units = new Map<string, number>();
  for (const head of project.graph.nodes) {
    const task = head.kind === headKind ? project.tasks.find(({ id }) => id === headTask(head)) : undefined;
    const needed = task && logitsShape(task, signature, catalogue);
    const [edge] = incoming.get(head.id) ?? [];
    const before = edge && nodes.get(edge.source);
    const width = needed?.[0];
    if (!before || width === undefined || needed?.length !== 1) continue;
    if (before.kind === 'dense' && outgoing.get(before.id)?.length === 1) units.set(before.id, width);
  }
  return mapNodes(project, (node) => {
    const width = units.get(node.id);
    return width === undefined || width === node.params.units ? node : { ...node, params: { ...node.params, units: width } };
  });
}
