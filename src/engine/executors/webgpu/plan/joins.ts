import { at } from '../../../../core/util/assert-never.ts';
import { storageOf } from './graph.ts';
import type { Goal, NodeId, PlanNode } from './nodes.ts';
import { isOuter } from './spread-concats.ts';

/** Kernels of their own that the parts of one concatenation may become. */
const mostParts = 64;

/**
 * Concatenations that need no kernel: their parts lie one behind the other, each is computed for this alone, and so can be written where it
 * belongs. Gives the values that are the parts of each, in order.
 */
export function joinsOf(
  nodes: readonly PlanNode[],
  goals: readonly Goal[],
  uses: readonly number[],
  stored: readonly boolean[],
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const wanted = new Set(goals.map(({ node }) => storageOf(nodes, node)));
  const joins = new Map<NodeId, readonly NodeId[]>();
  nodes.forEach((node, id) => {
    if (node.kind !== 'concat' || !at(stored, id) || !isOuter(node) || wanted.has(id) || node.inputs.length > mostParts) return;
    const parts = node.inputs.map((input) => storageOf(nodes, input));
    const own = (part: NodeId): boolean => {
      const { kind } = at(nodes, part);
      return kind !== 'load' && kind !== 'fill' && at(uses, part) === 1 && !joins.has(part);
    };
    if (new Set(parts).size === parts.length && parts.every(own)) joins.set(id, parts);
  });
  return joins;
}
