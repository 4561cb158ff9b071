import type { GraphEdge, GraphNode } from '../../project/schema.ts';
import { headKind } from '../../project/schema.ts';

/** A node, or a place that a wire over several layers passes. */
export interface Item {
  readonly id: string;
  /** Null for a wire's place. */
  readonly node: GraphNode | null;
  /** How far along the list of tasks those that it serves stand, in the mean; half of the list where it serves none. */
  readonly rank: number;
  /** It serves one task alone. */
  readonly own: boolean;
}

/** A network in layers; every link goes from one layer to the next. */
export interface Layered {
  readonly layers: Item[][];
  readonly links: readonly (readonly [source: string, target: string])[];
}

interface Ends {
  readonly incoming: ReadonlyMap<string, readonly string[]>;
  readonly outgoing: ReadonlyMap<string, readonly string[]>;
  /** Sources before targets. */
  readonly sorted: readonly string[];
}

/** Neighbours of every node; what closes a cycle is left out (Kahn, 1962). */
function endsOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Ends {
  const [incoming, outgoing] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const { id } of nodes) {
    incoming.set(id, []);
    outgoing.set(id, []);
  }
  for (const { source, target } of edges) {
    if (!incoming.has(source) || source === target || incoming.get(target)?.includes(source)) continue;
    incoming.get(target)?.push(source);
    if (incoming.has(target)) outgoing.get(source)?.push(target);
  }
  const open = new Map(nodes.map(({ id }) => [id, incoming.get(id)?.length ?? 0]));
  const sorted = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (const id of sorted) {
    for (const next of outgoing.get(id) ?? []) {
      const left = (open.get(next) ?? 0) - 1;
      open.set(next, left);
      if (left === 0) sorted.push(next);
    }
  }
  const known = new Set(sorted);
  const within = (ends: ReadonlyMap<string, readonly string[]>) =>
    new Map(nodes.map(({ id }) => [id, known.has(id) ? (ends.get(id) ?? []).filter((end) => known.has(end)) : []]));
  return {
    incoming: within(incoming),
    outgoing: within(outgoing),
    sorted: [...sorted, ...nodes.filter(({ id }) => !known.has(id)).map(({ id }) => id)],
  };
}

/** The longest way from the inputs; what feeds more wires than it reads moves up to them, and all outputs stand in the last layer. */
function depthsOf(nodes: readonly GraphNode[], { incoming, outgoing, sorted }: Ends): ReadonlyMap<string, number> {
  const depth = new Map<string, number>();
  const of = (id: string): number => depth.get(id) ?? 0;
  for (const id of sorted) depth.set(id, Math.max(-1, ...(incoming.get(id) ?? []).map(of)) + 1);
  const last = Math.max(0, ...depth.values());
  for (const { id, kind } of nodes) if (kind === headKind && (incoming.get(id)?.length ?? 0) > 0) depth.set(id, last);
  for (const id of sorted.toReversed()) {
    const next = outgoing.get(id) ?? [];
    if (next.length > (incoming.get(id)?.length ?? 0)) depth.set(id, Math.min(...next.map(of)) - 1);
  }
  const first = Math.min(0, ...depth.values());
  return new Map(nodes.map(({ id }) => [id, of(id) - first]));
}

/** The places in the list of tasks that every node serves. */
function servedRanks(nodes: readonly GraphNode[], { outgoing, sorted }: Ends, tasks: readonly string[]) {
  const served = new Map<string, ReadonlySet<number>>();
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const id of sorted.toReversed()) {
    const node = known.get(id);
    const own = node?.kind === headKind ? tasks.indexOf(String(node.params.task)) : -1;
    served.set(
      id,
      new Set([...(own < 0 ? [] : [own]), ...(outgoing.get(id) ?? []).flatMap((next) => [...(served.get(next) ?? [])])]),
    );
  }
  return served;
}

/** @param withPlaces whether wires over several layers get places of their own in those between. */
export function layered(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  tasks: readonly string[],
  withPlaces: boolean,
): Layered {
  const ends = endsOf(nodes, edges);
  const depth = depthsOf(nodes, ends);
  const served = servedRanks(nodes, ends, tasks);
  const itemOf = (id: string, of: string, node: GraphNode | null): Item => {
    const ranks = [...(served.get(of) ?? [])];
    const rank = ranks.length === 0 ? (tasks.length - 1) / 2 : ranks.reduce((sum, value) => sum + value, 0) / ranks.length;
    return { id, node, rank, own: ranks.length === 1 };
  };
  const layers: Item[][] = Array.from({ length: Math.max(0, ...depth.values()) + 1 }, () => []);
  for (const node of nodes) layers[depth.get(node.id) ?? 0]?.push(itemOf(node.id, node.id, node));
  const links: (readonly [string, string])[] = [];
  for (const [target, sources] of ends.incoming) {
    for (const source of sources) {
      const [from, to] = [depth.get(source) ?? 0, depth.get(target) ?? 0];
      let before = source;
      for (let layer = from + 1; withPlaces && layer < to; layer++) {
        const place = `${source}\n${target}\n${layer}`;
        layers[layer]?.push(itemOf(place, target, null));
        links.push([before, place]);
        before = place;
      }
      links.push([before, target]);
    }
  }
  return { layers, links };
}
