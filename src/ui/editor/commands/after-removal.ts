import type { GraphEdge, GraphNode } from '../../../core/project/schema.ts';

/**
 * Where the focus goes when some nodes are removed: to what fed them, else to what they fed, else to the nearest of those that are left; null
 * where none is.
 */
export function afterRemoval(
  nodes: readonly Pick<GraphNode, 'id' | 'position'>[],
  edges: readonly Pick<GraphEdge, 'source' | 'target'>[],
  removed: readonly string[],
): string | null {
  const gone = new Set(removed);
  const left = nodes.filter(({ id }) => !gone.has(id));
  const known = new Set(left.map(({ id }) => id));
  const before = edges.find(({ source, target }) => gone.has(target) && known.has(source))?.source;
  const behind = edges.find(({ source, target }) => gone.has(source) && known.has(target))?.target;
  if (before !== undefined || behind !== undefined) return before ?? behind ?? null;
  const from = nodes.find(({ id }) => gone.has(id));
  const far = ({ position }: Pick<GraphNode, 'position'>): number =>
    Math.hypot(position.x - (from?.position.x ?? 0), position.y - (from?.position.y ?? 0));
  return (
    left.reduce<(typeof left)[number] | null>((best, node) => (best === null || far(node) < far(best) ? node : best), null)?.id ??
    null
  );
}
