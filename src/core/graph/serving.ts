import { type Graph, type GraphNode, headKind, inputKind, type Project } from '../project/schema.ts';
import { headTask } from './catalogue.ts';
import { topologicalOrder, topologyOf, upstream } from './topology.ts';

/** The task whose head this is, if it is one. */
export const headOf = (graph: Graph, task: string): GraphNode | undefined =>
  graph.nodes.find((node) => node.kind === headKind && headTask(node) === task);

/** Whether a node is the output of a task and nothing is connected to it. */
export const isLooseHead = ({ graph }: Project, id: string): boolean =>
  topologyOf(graph).nodes.get(id)?.kind === headKind && (topologyOf(graph).incoming.get(id) ?? []).length === 0;

/** For each node, those of `tasks` whose head depends on it, in the order of `tasks`. */
export function servedTasks(graph: Graph, tasks: readonly string[]): Map<string, string[]> {
  const served = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const task of tasks) {
    const heads = graph.nodes.filter((node) => node.kind === headKind && headTask(node) === task);
    const ids = heads.map((head) => head.id);
    for (const id of upstream(graph, ids)) served.get(id)?.push(task);
  }
  return served;
}

/** Every task that has a head: those of the document in its order, then those that the document does not know. */
export function tasksWithHeads({ graph, tasks }: Project): string[] {
  const heads = new Set(graph.nodes.filter((node) => node.kind === headKind).map(headTask));
  const known = tasks.map((task) => task.id).filter((id) => heads.has(id));
  return [...new Set([...known, ...heads])];
}

/** The nodes on which some head depends, whatever its task, heads included. */
export const reachingHeads = (graph: Graph): Set<string> =>
  upstream(
    graph,
    graph.nodes.filter((node) => node.kind === headKind).map((node) => node.id),
  );

export const enabledTasks = ({ tasks }: Project): string[] => tasks.filter((task) => task.enabled).map((task) => task.id);

/**
 * How deep the sharing goes, in layers along the longest path from the data: `shared` counts to the last layer that more than one
 * enabled task uses (0: nothing is shared), `total` to the heads. Nodes of a cycle do not count.
 */
export function sharingDepth(project: Project): { readonly shared: number; readonly total: number } {
  const { graph } = project;
  const { incoming } = topologyOf(graph);
  const served = servedTasks(graph, enabledTasks(project));
  const depths = new Map<string, number>();
  let shared = 0;
  let total = 0;
  for (const node of topologicalOrder(graph).order) {
    const before = (incoming.get(node.id) ?? []).map((edge) => depths.get(edge.source) ?? 0);
    const isLayer = node.kind !== inputKind && node.kind !== headKind;
    const depth = Math.max(0, ...before) + (isLayer ? 1 : 0);
    depths.set(node.id, depth);
    const tasks = served.get(node.id)?.length ?? 0;
    if (tasks > 0) total = Math.max(total, depth);
    if (tasks > 1) shared = Math.max(shared, depth);
  }
  return { shared, total };
}

/** The layers that all tasks share, in order; null where they do not follow one another in one line. */
export function sharedChain(project: Project): GraphNode[] | null {
  const tasks = tasksWithHeads(project);
  const served = servedTasks(project.graph, tasks);
  const { outgoing } = topologyOf(project.graph);
  const shared = topologicalOrder(project.graph).order.filter(
    ({ id, kind }) => kind !== inputKind && kind !== headKind && (served.get(id)?.length ?? 0) > 1,
  );
  const isLine = shared.every((node, i) => {
    const next = (outgoing.get(node.id) ?? [])
      .map(({ target }) => target)
      .filter((id) => shared.some((other) => other.id === id));
    const expected = shared[i + 1];
    const full = served.get(node.id)?.length === tasks.length;
    return full && (expected ? next.length === 1 && next[0] === expected.id : next.length === 0);
  });
  return isLine ? shared : null;
}

/** What feeds nothing but heads makes a task's logits, and is its own. */
export function isLogits({ graph }: Project, id: string): boolean {
  const { nodes, outgoing } = topologyOf(graph);
  const after = outgoing.get(id) ?? [];
  return after.length > 0 && after.every(({ target }) => nodes.get(target)?.kind === headKind);
}

/** Where tasks part: of the nodes that count, the last one that serves most of them, in the order of the data's way. */
export function meetingPoint(project: Project, counts: (node: GraphNode) => boolean = () => true): GraphNode | undefined {
  const served = servedTasks(project.graph, tasksWithHeads(project));
  const serves = (node: GraphNode): number => (node.kind === headKind || !counts(node) ? 0 : (served.get(node.id)?.length ?? 0));
  return topologicalOrder(project.graph).order.reduce<GraphNode | undefined>(
    (best, node) => (serves(node) > 0 && serves(node) >= (best ? serves(best) : 0) ? node : best),
    undefined,
  );
}
