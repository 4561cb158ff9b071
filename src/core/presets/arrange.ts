import { rowStep } from '../graph/place.ts';
import { type GraphEdge, type GraphNode, headKind } from '../project/schema.ts';
import { place } from './sketch.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many steps each node is away from the inputs, by the longest way. */
function depths(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Map<string, number> {
  const depth = new Map(nodes.map(({ id }) => [id, 0]));
  for (let round = 0; round < nodes.length; round++) {
    for (const { source, target } of edges) {
      depth.set(target, Math.max(depth.get(target) ?? 0, (depth.get(source) ?? 0) + 1));
    }
  }
  return depth;
}

/**
 * Places nodes left to right by their distance from the inputs, all heads in the last column. Within a column a node stands as near as
 * possible to the middle of what it reads, in the order of the list where that is the same; columns are centred on one another. Those that are
 * `pictured` get room for their live pictures.
 */
export function arranged(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  pictured: ReadonlySet<string> = new Set(),
): GraphNode[] {
  const depth = depths(nodes, edges);
  const last = Math.max(...nodes.filter(({ kind }) => kind === headKind).map(({ id }) => depth.get(id) ?? 0));
  const columnOf = (node: GraphNode): number => (node.kind === headKind ? last : (depth.get(node.id) ?? 0));
  const height = new Map<string, number>();
  const columns = Array.from({ length: last + 1 }, (_, column) => nodes.filter((node) => columnOf(node) === column));
  const ids = columns.map((column) => column.map(({ id }) => id));
  for (const column of columns) {
    const wish = (node: GraphNode): number => {
      const heights = edges.filter(({ target }) => target === node.id).map(({ source }) => height.get(source) ?? 0);
      return heights.length === 0 ? 0 : mean(heights);
    };
    const sorted = column.toSorted((a, b) => wish(a) - wish(b));
    const step = rowStep(ids, column.length, pictured);
    for (const [i, node] of sorted.entries()) height.set(node.id, (i - (sorted.length - 1) / 2) * step);
  }
  const top = Math.min(...height.values());
  return nodes.map((node) => ({ ...node, position: { x: place(columnOf(node), 0).x, y: (height.get(node.id) ?? 0) - top } }));
}
