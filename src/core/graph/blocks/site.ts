import type { DType, Shape } from '../../program/types.ts';
import { type GraphEdge, type GraphNode, headKind, type Project } from '../../project/schema.ts';
import { diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { analyzeGraph } from '../analyze.ts';
import { nodeLabel } from '../catalogue.ts';
import { meetingPoint, servedTasks, tasksWithHeads } from '../serving.ts';
import { splitPerTask } from '../split.ts';
import { topologyOf } from '../topology.ts';
import type { BlockContext } from './block.ts';

/** A layer, and those of its wires that a block goes into. */
export interface Site {
  readonly project: Project;
  readonly source: GraphNode;
  readonly edges: readonly GraphEdge[];
  /** What the source puts out, per sample. */
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * The place as a source with its wires: the selected wire; a selected head's wire; all wires of one selected node; those of the meeting
 * point where nothing is selected. Refuses `block.place`, `block.noShape`, `block.tokens`.
 */
export function siteOf({ project, signature, place }: BlockContext): Result<Site> {
  const { nodes, incoming, outgoing } = topologyOf(project.graph);
  const chosen = place.edge === null ? undefined : project.graph.edges.find(({ id }) => id === place.edge);
  const only = place.nodes.length === 1 ? nodes.get(place.nodes[0] ?? '') : undefined;
  const into = only?.kind === headKind ? incoming.get(only.id)?.[0] : undefined;
  const edge = chosen ?? into;
  const none = place.edge === null && place.nodes.length === 0;
  const source = edge ? nodes.get(edge.source) : none ? meetingPoint(project) : only;
  if (!source || source.kind === headKind) return refused(diagnostic('block.place'));
  const found = analyzeGraph(project, signature).nodes.get(source.id);
  if (!found?.shape || !found.dtype)
    return refused(diagnostic('block.noShape', { node: nodeLabel(source, project) }, `node:${source.id}`));
  if (found.dtype === 'i32')
    return refused(diagnostic('block.tokens', { node: nodeLabel(source, project) }, `node:${source.id}`));
  const edges = edge ? [edge] : (outgoing.get(source.id) ?? []);
  return ok({ project, source, edges, shape: found.shape, dtype: found.dtype });
}

/** The site's wires by the task they lead to, after what several tasks share behind them was split. */
export interface Branches extends Site {
  /** In the document's order. */
  readonly tasks: readonly { readonly task: string; readonly edges: readonly GraphEdge[] }[];
}

/**
 * Splits what stands behind the site until every wire leads to one task. Wires that lead to no task stay with the source. Refuses
 * `block.tasks` where fewer than `least` tasks are behind the site.
 */
export function branchesOf(site: Site, least: number): Result<Branches> {
  let { project } = site;
  const known = new Set(project.graph.edges.map(({ id }) => id));
  const own = new Set(site.edges.map(({ id }) => id));
  for (;;) {
    const served = servedTasks(project.graph, tasksWithHeads(project));
    const edges = project.graph.edges.filter(({ id, source }) => source === site.source.id && (own.has(id) || !known.has(id)));
    const shared = edges.find(({ target }) => (served.get(target)?.length ?? 0) > 1);
    if (!shared) {
      const order = tasksWithHeads(project);
      const tasks = order
        .map((task) => ({ task, edges: edges.filter(({ target }) => served.get(target)?.[0] === task) }))
        .filter((branch) => branch.edges.length > 0);
      if (tasks.length < least) {
        const values = { node: nodeLabel(site.source, project), count: tasks.length, least };
        return refused(diagnostic('block.tasks', values, `node:${site.source.id}`));
      }
      return ok({ ...site, project, edges, tasks });
    }
    const split = splitPerTask(project, shared.target);
    if (!split.ok) return split;
    project = split.value;
  }
}
