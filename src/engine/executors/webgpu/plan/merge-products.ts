import { sameShape } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { Graph } from './graph.ts';
import type { Goal, NodeId, PlanNode } from './nodes.ts';

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

/**
 * A sum of matrix products that nothing else reads is one contraction of several terms: what several heads send back to a layer
 * that they share is then computed at once, however many heads there are.
 */
export function mergeProducts(nodes: readonly PlanNode[], goals: readonly Goal[]): { nodes: PlanNode[]; goals: Goal[] } {
  const uses = countUses(nodes, goals);
  const merged = [...nodes];
  nodes.forEach((node, id) => {
    if (node.kind !== 'binary' || node.attributes.fn !== 'add') return;
    const [left, right] = [at(node.inputs, 0), at(node.inputs, 1)];
    const [a, b] = [at(merged, left), at(merged, right)];
    if (a.kind !== 'contract' || b.kind !== 'contract' || left === right) return;
    if (at(uses, left) !== 1 || at(uses, right) !== 1 || !sameShape(a.shape, b.shape)) return;
    const terms = [...a.attributes.terms, ...b.attributes.terms];
    merged[id] = { kind: 'contract', inputs: [...a.inputs, ...b.inputs], shape: node.shape, attributes: { terms } };
  });
  return pruned(merged, goals);
}
