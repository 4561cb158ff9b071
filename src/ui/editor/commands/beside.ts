import type { FlowDirection } from '../../../core/graph/layout/flow.ts';
import { cardHeight, nodeSize, overlaps, type Pictured } from '../../../core/graph/place.ts';
import type { GraphNode, Position } from '../../../core/project/schema.ts';

const gap = 28;

/**
 * How far copies stand from their originals: beside them, across the way of the network, as near as they cover no card; not at all where the
 * originals' places are free.
 */
export function besideOffset(
  nodes: readonly GraphNode[],
  copied: readonly GraphNode[],
  direction: FlowDirection,
  pictured: Pictured,
): Position {
  const axis = direction === 'down' ? 'x' : 'y';
  const end = (node: GraphNode): number =>
    node.position[axis] + (direction === 'down' ? nodeSize.width : cardHeight(pictured(node)));
  const extent = Math.max(...copied.map(end)) - Math.min(...copied.map(({ position }) => position[axis]));
  const step = Math.ceil((extent + gap) / 8) * 8;
  for (let times = 0; times <= nodes.length; times++) {
    const offset = { x: 0, y: 0, [axis]: times * step };
    const free = copied.every((node) => {
      const position = { x: node.position.x + offset.x, y: node.position.y + offset.y };
      return !nodes.some((other) => overlaps({ ...node, position }, other, pictured));
    });
    if (free) return offset;
  }
  return { x: 0, y: 0, [axis]: step };
}
