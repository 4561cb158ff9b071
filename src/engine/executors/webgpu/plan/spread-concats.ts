import { at, invariant } from '../../../../core/util/assert-never.ts';
import { Graph } from './graph.ts';
import { countUses } from './merge-products.ts';
import type { Goal, NodeId, NodeOf, PlanNode } from './nodes.ts';

/** True where the parts of a concatenation lie one behind the other in memory. */
export const isOuter = (node: NodeOf<'concat'>): boolean =>
  node.shape.slice(0, node.attributes.axis).every((extent) => extent === 1);

/** The part of `x` that an elementwise operation of shape `like` reads for the stretch from `begin` of `extent` along `axis`. */
function stretchOf(graph: Graph, x: NodeId, rank: number, axis: number, begin: number, extent: number): NodeId {
  const shape = graph.shape(x);
  const own = axis - (rank - shape.length);
  if (own < 0 || at(shape, own) === 1) return x;
  const start = shape.map((_, i) => (i === own ? begin : 0));
  const size = shape.map((n, i) => (i === own ? extent : n));
  return graph.add({ kind: 'slice', inputs: [x], shape: size, attributes: { begin: start } });
}

/**
 * What is done element by element to values that were put one behind the other, and to nothing else, is done to each of them before: the
 * kernels that compute them can then do it, and write where the whole belongs.
 */
export function spreadConcats(
  nodes: readonly PlanNode[],
  goals: readonly Goal[],
): { nodes: readonly PlanNode[]; goals: readonly Goal[] } {
  const uses = countUses(nodes, goals);
  const graph = new Graph();
  const place = new Map<NodeId, NodeId>();
  const once = new Set<NodeId>();
  const moved = (id: NodeId): NodeId => {
    const there = place.get(id);
    invariant(there !== undefined, 'inputs are moved before what reads them');
    return there;
  };
  nodes.forEach((node, id) => {
    const to = spread(graph, { ...node, inputs: node.inputs.map(moved) }, once);
    place.set(id, to);
    if (at(uses, id) === 1) once.add(to);
  });
  return { nodes: graph.nodes, goals: goals.map(({ node, sink }) => ({ node: moved(node), sink })) };
}

function spread(graph: Graph, node: PlanNode, once: ReadonlySet<NodeId>): NodeId {
  if (node.kind !== 'unary' && node.kind !== 'binary' && node.kind !== 'select') return graph.add(node);
  const joined = node.inputs.find((input) => {
    const made = graph.node(input);
    return made.kind === 'concat' && isOuter(made) && once.has(input) && made.shape.join() === node.shape.join();
  });
  const concat = joined === undefined ? null : graph.node(joined);
  if (concat?.kind !== 'concat') return graph.add(node);
  const { axis } = concat.attributes;
  let begin = 0;
  const parts = concat.inputs.map((part) => {
    const shape = graph.shape(part);
    const extent = at(shape, axis);
    const inputs = node.inputs.map((input) =>
      input === joined ? part : stretchOf(graph, input, node.shape.length, axis, begin, extent),
    );
    begin += extent;
    return graph.add({ ...node, inputs, shape });
  });
  return graph.add({ ...concat, inputs: parts });
}
