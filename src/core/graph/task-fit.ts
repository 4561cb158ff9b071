import { headKind, inputKind, type Project, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { formatOf } from '../tasks/formats/format-of.ts';
import { taskKindIds } from '../tasks/task-kinds.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue as builtIn, type Catalogue, headTask, inputData } from './catalogue.ts';
import { mapNodes } from './edits.ts';
import { addNodeBetween, connectWithDense } from './insert.ts';
import { logitsShape } from './lower.ts';
import { topologyOf } from './topology.ts';

/** The task kinds that can learn a target, the usual one first. */
export function kindsFor(target: TargetInfo, catalogue: Catalogue = builtIn): Task['kind'][] {
  const { usualKind } = formatOf(target);
  const kinds = taskKindIds.toSorted((a, b) => Number(b === usualKind) - Number(a === usualKind));
  return kinds.filter((kind) => catalogue.taskKind(kind).accepts(target));
}

/** A kind with the loss that the task has, where the kind knows it, or the kind's default. */
export function kindAndLoss(task: Task | undefined, kind: Task['kind'], catalogue: Catalogue): Pick<Task, 'kind' | 'loss'> {
  const { losses } = catalogue.taskKind(kind);
  const loss = losses.find(({ id }) => id === task?.loss) ?? losses[0];
  return { kind, loss: loss?.id ?? '' };
}

/** The kind and loss with which a task learns this target, keeping its own where they fit; null where no kind can. */
export function fitTo(task: Task, target: TargetInfo, catalogue: Catalogue): Pick<Task, 'target' | 'kind' | 'loss'> | null {
  const kinds = kindsFor(target, catalogue);
  const kind = kinds.includes(task.kind) ? task.kind : kinds[0];
  return kind ? { target: target.id, ...kindAndLoss(task, kind, catalogue) } : null;
}

/**
 * The inputs of the graph read what the data set has: a missing input is replaced by one that no node reads yet, or by the first.
 * Where that one has several axes, a Flatten comes between it and the Dense layers that read it.
 */
export function refitInputs(project: Project, signature: DataSignature, catalogue: Catalogue): Project {
  const { inputs } = signature;
  const read = new Set(project.graph.nodes.filter((node) => node.kind === inputKind).map(inputData));
  const flattened = new Set<string>();
  const turned = mapNodes(project, (node) => {
    if (node.kind !== inputKind || inputs.some(({ id }) => id === inputData(node))) return node;
    const input = inputs.find(({ id }) => !read.has(id)) ?? inputs[0];
    if (!input) return node;
    read.add(input.id);
    if (input.shape.length > 1) flattened.add(node.id);
    return { ...node, params: { ...node.params, input: input.id } };
  });
  const { nodes } = topologyOf(turned.graph);
  const wide = turned.graph.edges.filter((edge) => flattened.has(edge.source) && nodes.get(edge.target)?.kind === 'dense');
  return wide.reduce((edited, edge) => {
    const [from, to] = [nodes.get(edge.source)?.position, nodes.get(edge.target)?.position];
    const position = from && to ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : { x: 0, y: 0 };
    const inserted = addNodeBetween(edited, edge.id, { kind: 'flatten', position }, catalogue);
    return inserted.ok ? inserted.value : edited;
  }, turned);
}

/** Gives each Dense layer that feeds one head and nothing else the units that the head's task needs. */
export function refitWidths(project: Project, signature: DataSignature, catalogue: Catalogue): Project {
  const { nodes, incoming, outgoing } = topologyOf(project.graph);
  const units = new Map<string, number>();
  for (const head of project.graph.nodes) {
    const task = head.kind === headKind ? project.tasks.find(({ id }) => id === headTask(head)) : undefined;
    const needed = task && logitsShape(task, signature, catalogue);
    const [edge] = incoming.get(head.id) ?? [];
    const before = edge && nodes.get(edge.source);
    const width = needed?.[0];
    if (!before || typeof width !== 'number' || needed?.length !== 1) continue;
    if (before.kind === 'dense' && outgoing.get(before.id)?.length === 1) units.set(before.id, width);
  }
  return mapNodes(project, (node) => {
    const width = units.get(node.id);
    return width === undefined || width === node.params.units ? node : { ...node, params: { ...node.params, units: width } };
  });
}

/** Puts a Dense layer that fits before each head at which another width arrives. */
export function refitHeads(project: Project, signature: DataSignature, catalogue: Catalogue): Project {
  const { diagnostics } = analyzeGraph(project, signature, catalogue);
  const misfits = diagnostics.filter(({ code }) => code === 'graph.headShape').map(({ where }) => where);
  const edges = project.graph.edges.filter((edge) => misfits.includes(`node:${edge.target}`));
  return edges.reduce((edited, edge) => connectWithDense(edited, signature, edge, catalogue), project);
}
