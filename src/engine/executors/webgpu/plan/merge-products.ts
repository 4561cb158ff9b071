import { sameShape } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { Graph, storageOf } from './graph.ts';
import type { Goal, NodeId, NodeOf, PlanNode } from './nodes.ts';

/** How many nodes and goals read each node. */
export function countUses(nodes: readonly PlanNode[], goals: readonly Goal[]): number[] {
  const counts = nodes.map(() => 0);
  for (const { node } of goals) counts[node] = at(counts, node) + 1;
  nodes.forEach(({ inputs }) => {
    for (const id of inputs) counts[id] = at(counts, id) + 1;
  });
  return counts;
}

/** The nodes that goals need, in the same order. */
function pruned(nodes: readonly PlanNode[], goals: readonly Goal[]): { nodes: PlanNode[]; goals: Goal[] } {
  const needed = new Set(goals.map(({ node }) => node));
  for (let id = nodes.length - 1; id >= 0; id--) if (needed.has(id)) for (const input of at(nodes, id).inputs) needed.add(input);
  const graph = new Graph();
  const place = new Map<NodeId, NodeId>();
  const moved = (id: NodeId): NodeId => {
    const there = place.get(id);
    invariant(there !== undefined, 'a needed node is moved before what reads it');
    return there;
  };
  nodes.forEach((node, id) => {
    if (needed.has(id)) place.set(id, graph.add({ ...node, inputs: node.inputs.map(moved) }));
  });
  return { nodes: graph.nodes, goals: goals.map(({ node, sink }) => ({ node: moved(node), sink })) };
}

/** The product whose numbers a value holds, where nothing else reads any of them. */
function ownProduct(nodes: readonly PlanNode[], uses: readonly number[], id: NodeId): NodeId | null {
  if (at(uses, id) !== 1) return null;
  const node = at(nodes, id);
  return node.kind === 'reshape' ? ownProduct(nodes, uses, at(node.inputs, 0)) : id;
}

/**
 * A sum of matrix products that nothing else reads is one contraction of several terms: what several heads send back to a layer
 * that they share is then computed at once, however many heads there are; so is what a layer sends back through its queries, keys and values.
 */
export function mergeProducts(nodes: readonly PlanNode[], goals: readonly Goal[]): { nodes: PlanNode[]; goals: Goal[] } {
  const uses = countUses(nodes, goals);
  const graph = new Graph();
  const moved: NodeId[] = [];
  const productAt = (id: NodeId): NodeOf<'contract'> | null => {
    const product = ownProduct(nodes, uses, id);
    const node = product === null ? null : graph.node(storageOf(graph.nodes, at(moved, product)));
    return node?.kind === 'contract' ? node : null;
  };
  nodes.forEach((node, id) => {
    const add = node.kind === 'binary' && node.attributes.fn === 'add' ? node.inputs : null;
    const [a, b] = add && add[0] !== add[1] ? add.map(productAt) : [];
    if (a && b && sameShape(a.shape, b.shape)) {
      const terms = [...a.attributes.terms, ...b.attributes.terms];
      const sum = graph.add({ kind: 'contract', inputs: [...a.inputs, ...b.inputs], shape: a.shape, attributes: { terms } });
      moved[id] = graph.reshape(sum, node.shape);
    } else moved[id] = graph.add({ ...node, inputs: node.inputs.map((input) => at(moved, input)) });
  });
  return pruned(
    graph.nodes,
    goals.map(({ node, sink }) => ({ node: at(moved, node), sink })),
  );
}
