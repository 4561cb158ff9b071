import { newId } from '../project/ids.ts';
import { type GraphEdge, type GraphNode, inputKind, type Project } from '../project/schema.ts';
import { at } from '../util/assert-never.ts';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { nodeLabel } from './catalogue.ts';
import { longestName, withGraph } from './edits.ts';
import { rowHeight } from './insert.ts';
import { servedTasks, tasksWithHeads } from './serving.ts';
import { downstream, topologyOf } from './topology.ts';

/** Stands between a node's own name and the task's in the name of a copy. */
export const nameSeparator = ' · ';

/**
 * *Split per task*: a node that serves n tasks becomes n nodes of the same kind and parameters, one per task, in the document's task
 * order. Each reads what the node read, and feeds what leads to its task.
 *
 * Shared nodes further on are split with it, because a node has one set of inputs: behind n different nodes it could not stay one.
 * So the whole shared part from this node to the heads becomes one branch per task; what lies before it stays shared. The first task
 * keeps the original ids (and with them trained parameters), and whatever leads to no task. Tasks that are switched off count.
 *
 * Refuses `graph.splitInput` and `graph.splitNotShared`. `mergeNodes` undoes it.
 */
export function splitPerTask(project: Project, nodeId: string): Result<Project> {
  return splitByGroups(
    project,
    nodeId,
    project.tasks.map(({ id }) => [id]),
  );
}

/**
 * The same with one node for each group of tasks that it serves; a task that is in no group is one by itself. Shared nodes further on are split
 * as far as they serve several of the groups.
 *
 * Refuses `graph.splitInput`, and `graph.splitNotShared` where it serves one group alone.
 */
export function splitByGroups(project: Project, nodeId: string, groups: readonly (readonly string[])[]): Result<Project> {
  const { graph } = project;
  const node = topologyOf(graph).nodes.get(nodeId);
  if (!node) return refused(diagnostic('graph.noSuchNode', { id: nodeId }));
  const where = `node:${nodeId}`;
  if (node.kind === inputKind) return refused(diagnostic('graph.splitInput', { node: nodeLabel(node, project) }, where));
  const served = servedTasks(graph, tasksWithHeads(project));
  const partsOf = (tasks: readonly string[]): readonly (readonly string[])[] => [
    ...groups.map((group) => tasks.filter((task) => group.includes(task))).filter(({ length }) => length > 0),
    ...tasks.filter((task) => !groups.some((group) => group.includes(task))).map((task) => [task]),
  ];
  const rows = partsOf(served.get(nodeId) ?? []);
  const rowOf = (task: string): number => rows.findIndex((row) => row.includes(task));
  if (rows.length < 2) return refused(diagnostic('graph.splitNotShared', { node: nodeLabel(node, project) }, where));

  const after = downstream(graph, [nodeId]);
  const copies = new Map<string, ReadonlyMap<string, string>>();
  const taken = new Set(graph.nodes.map(({ id }) => id));
  const nodes = graph.nodes.flatMap((original) => {
    const parts = partsOf(served.get(original.id) ?? []);
    if (!after.has(original.id) || parts.length < 2) return [original];
    const ids = parts.map((_, index) => {
      const id = index === 0 ? original.id : newId(original.id, taken);
      taken.add(id);
      return id;
    });
    copies.set(original.id, new Map(parts.flatMap((tasks, index) => tasks.map((task) => [task, at(ids, index)] as const))));
    return parts.map((tasks, index) =>
      copyOf(project, original, tasks, at(ids, index), rowOf(at(tasks, 0)) - (rows.length - 1) / 2),
    );
  });
  return ok(withGraph(project, { nodes, edges: rewired(graph.edges, copies, served) }));
}

/**
 * One network for each group of tasks, from the first of these nodes on: every one that serves several groups is split. Others are left as they
 * are. The document itself where there is nothing to split.
 */
export const splitIntoGroups = (project: Project, nodes: readonly string[], groups: readonly (readonly string[])[]): Project =>
  nodes.reduce((document, node) => {
    const split = splitByGroups(document, node, groups);
    return split.ok ? split.value : document;
  }, project);

/** Of a document that was split: what one of the original nodes has become, the one with its id first. */
export function copiesOf(before: Project, after: Project, id: string): readonly string[] {
  const known = new Set(before.graph.nodes.map((node) => node.id));
  const from = after.graph.nodes.findIndex((node) => node.id === id);
  const rest = after.graph.nodes.slice(from + 1);
  const next = rest.findIndex((node) => known.has(node.id));
  // A copy stands right behind what it was copied from.
  return [id, ...rest.slice(0, next < 0 ? rest.length : next).map((node) => node.id)];
}

function copyOf(project: Project, original: GraphNode, tasks: readonly string[], id: string, row: number): GraphNode {
  const names = tasks.map((task) => project.tasks.find((item) => item.id === task)?.name || task);
  const suffix = nameSeparator + names.join(' + ');
  const name = original.name && original.name.slice(0, Math.max(0, longestName - suffix.length)) + suffix.slice(0, longestName);
  return { ...original, id, name, position: { x: original.position.x, y: original.position.y + row * rowHeight } };
}

/** Every edge once per copy of its target, from the source's copy for the same task; the first keeps the edge's id. */
function rewired(
  edges: readonly GraphEdge[],
  copies: ReadonlyMap<string, ReadonlyMap<string, string>>,
  served: ReadonlyMap<string, readonly string[]>,
): GraphEdge[] {
  const taken = new Set(edges.map(({ id }) => id));
  return edges.flatMap((edge) => {
    const sources = copies.get(edge.source);
    const targets = copies.get(edge.target);
    const from = (task: string | undefined): string => (task === undefined ? edge.source : (sources?.get(task) ?? edge.source));
    if (!targets) return sources ? [{ ...edge, source: from(served.get(edge.target)?.[0]) }] : [edge];
    // Of tasks that share a copy, the first leads back.
    const each = [...targets].filter(([, target], index, all) => all.findIndex(([, other]) => other === target) === index);
    return each.map(([task, target], index) => {
      const id = index === 0 ? edge.id : newId(edge.id, taken);
      taken.add(id);
      return { ...edge, id, source: from(task), target };
    });
  });
}
