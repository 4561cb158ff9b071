import { type GraphNode, headKind, inputKind, type Project } from '../project/schema.ts';
import type { Catalogue } from './catalogue.ts';
import { topologicalOrder, topologyOf } from './topology.ts';

const stable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, stable(item)]),
  );
};

/** A node's parameters with the layer's defaults filled in, keys in order; `frozen` counts as one. */
export function effectiveParams(node: GraphNode, catalogue: Catalogue): ReadonlyMap<string, string> {
  const parsed = catalogue.layer(node.kind)?.schema.safeParse(node.params);
  const params = { ...(parsed?.success ? parsed.data : node.params), frozen: node.frozen };
  return new Map(
    Object.keys(params)
      .sort()
      .map((name) => [name, JSON.stringify(stable(Reflect.get(params, name))) ?? 'undefined']),
  );
}

/**
 * Value numbering: numbers the nodes so that two have the same number when they compute the same from the same data, given equal weights: equal kind
 * and parameters, and inputs of the same numbers in the same order (hash-consing: Ershov, 1958). Such nodes never depend on one
 * another, and can be merged, after the nodes they read. Heads and nodes of a cycle are like no other.
 */
export function valueNumbers({ graph }: Project, catalogue: Catalogue): ReadonlyMap<string, number> {
  const { incoming } = topologyOf(graph);
  const numbers = new Map<string, number>();
  const classes = new Map<string, number>();
  for (const node of topologicalOrder(graph).order) {
    const reads = (incoming.get(node.id) ?? []).map((edge) => [edge.port, numbers.get(edge.source)]);
    // Two nodes without any input are alike only in that nothing is known of them.
    const own = node.kind === headKind || (node.kind !== inputKind && reads.length === 0) ? node.id : '';
    const key = JSON.stringify([node.kind, own, [...effectiveParams(node, catalogue)], reads]);
    const number = classes.get(key) ?? classes.size;
    classes.set(key, number);
    numbers.set(node.id, number);
  }
  return numbers;
}
