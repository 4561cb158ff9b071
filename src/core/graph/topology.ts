import { type Graph, type GraphEdge, type GraphNode, headKind } from '../project/schema.ts';
import { at } from '../util/assert-never.ts';
import { groupBy } from '../util/group-by.ts';
import { headTask } from './catalogue.ts';

/** A graph with its edges by end, both in the document's order. Edges that name no node are left out. */
export interface Topology {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly incoming: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly outgoing: ReadonlyMap<string, readonly GraphEdge[]>;
}

const known = new WeakMap<Graph, Topology>();

/** Documents are immutable, so that each graph is indexed once. */
export function topologyOf(graph: Graph): Topology {
  const found = known.get(graph);
  if (found) return found;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const incoming = new Map<string, GraphEdge[]>(graph.nodes.map((node) => [node.id, []]));
  const outgoing = new Map<string, GraphEdge[]>(graph.nodes.map((node) => [node.id, []]));
  for (const edge of graph.edges) {
    const into = incoming.get(edge.target);
    const outOf = outgoing.get(edge.source);
    if (!into || !outOf) continue;
    into.push(edge);
    outOf.push(edge);
  }
  const topology = { nodes, incoming, outgoing };
  known.set(graph, topology);
  return topology;
}

/**
 * The nodes so that each stands after all it depends on, ties in the document's order (Kahn, 1962). Nodes in a cycle and those
 * behind one are in `blocked` instead.
 */
export function topologicalOrder(graph: Graph): { readonly order: readonly GraphNode[]; readonly blocked: readonly GraphNode[] } {
  const { nodes, incoming, outgoing } = topologyOf(graph);
  const waiting = new Map([...incoming].map(([id, edges]) => [id, edges.length]));
  const order = [...nodes.values()].filter((node) => waiting.get(node.id) === 0);
  for (let next = 0; next < order.length; next++) {
    for (const edge of outgoing.get(at(order, next).id) ?? []) {
      const left = (waiting.get(edge.target) ?? 0) - 1;
      waiting.set(edge.target, left);
      const target = nodes.get(edge.target);
      if (left === 0 && target) order.push(target);
    }
  }
  return { order, blocked: [...nodes.values()].filter((node) => (waiting.get(node.id) ?? 0) > 0) };
}

/** The nodes that depend on one of `from`, which are included. */
export function downstream(graph: Graph, from: Iterable<string>): Set<string> {
  return closure(from, (id) => (topologyOf(graph).outgoing.get(id) ?? []).map((edge) => edge.target));
}

/** The nodes that one of `from` depends on, which are included. */
export function upstream(graph: Graph, from: Iterable<string>): Set<string> {
  return closure(from, (id) => (topologyOf(graph).incoming.get(id) ?? []).map((edge) => edge.source));
}

function closure(from: Iterable<string>, neighbours: (id: string) => readonly string[]): Set<string> {
  const reached = new Set(from);
  for (const id of reached) for (const neighbour of neighbours(id)) reached.add(neighbour);
  return reached;
}

/** True where an edge from `source` to `target` would close a cycle. */
export const wouldCycle = (graph: Graph, source: string, target: string): boolean => upstream(graph, [source]).has(target);

/**
 * The cycles, each as the nodes that depend on one another, in the document's order: the strongly connected components of what no order
 * holds (Tarjan, 1972, with a stack of its own). Every edge is followed once.
 */
export function cycles(graph: Graph): GraphNode[][] {
  const { outgoing } = topologyOf(graph);
  const { blocked } = topologicalOrder(graph);
  const open = new Set(blocked.map(({ id }) => id));
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const component = new Map<string, number>();
  const held: string[] = [];
  const lower = (id: string, to: number): void => void lowest.set(id, Math.min(lowest.get(id) ?? to, to));
  for (const root of open) {
    if (numbers.has(root)) continue;
    const path: { readonly id: string; readonly left: Iterator<GraphEdge> }[] = [];
    const enter = (id: string): void => {
      numbers.set(id, numbers.size);
      lower(id, numbers.size - 1);
      held.push(id);
      path.push({ id, left: (outgoing.get(id) ?? []).values() });
    };
    enter(root);
    for (let top = path[path.length - 1]; top; top = path[path.length - 1]) {
      const { id, left } = top;
      const { value: edge, done } = left.next();
      if (!done) {
        const number = numbers.get(edge.target);
        if (!open.has(edge.target)) continue;
        if (number === undefined) enter(edge.target);
        else if (!component.has(edge.target)) lower(id, number);
        continue;
      }
      path.pop();
      const before = path[path.length - 1];
      const own = lowest.get(id) ?? 0;
      if (before) lower(before.id, own);
      if (own !== numbers.get(id)) continue;
      for (const member of held.splice(held.lastIndexOf(id))) component.set(member, own);
    }
  }
  const together = groupBy(blocked, ({ id }) => component.get(id));
  return [...together.values()].filter(
    ([first, ...others]) =>
      others.length > 0 || (outgoing.get(first?.id ?? '') ?? []).some(({ source, target }) => source === target),
  );
}

/** The nodes on which the heads of these tasks depend, with the edges among them: what a program is made of. */
export function graphServing(graph: Graph, tasks: readonly { readonly id: string }[]): Graph {
  const ids = new Set(tasks.map((task) => task.id));
  const heads = graph.nodes.filter((node) => node.kind === headKind && ids.has(headTask(node)));
  const needed = upstream(
    graph,
    heads.map((head) => head.id),
  );
  return {
    nodes: graph.nodes.filter((node) => needed.has(node.id)),
    edges: graph.edges.filter((edge) => needed.has(edge.source) && needed.has(edge.target)),
  };
}
