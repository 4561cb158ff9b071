import { Position, type Rect } from '@xyflow/react';
import { cardHeight, nodeSize } from '../../../core/graph/place.ts';
import { wireEnd } from '../elements/flow-mapping.ts';
import type { FlowEdge, FlowNode } from '../elements/flow-types.ts';

/** In small a card is its task's colour, where it serves one alone. */
const colorOf = ({ data }: FlowNode): string => {
  const [only, ...others] = data.tasks;
  return only && others.length === 0 ? only.color : 'var(--ed-minimap-node)';
};

/** One path per colour with a rectangle for every card. */
export function colourPaths(nodes: readonly FlowNode[]): readonly (readonly [color: string, path: string])[] {
  const paths = new Map<string, string>();
  for (const node of nodes) {
    const { x, y } = node.position;
    const color = colorOf(node);
    const height = cardHeight(node.data.picture !== null);
    const card = `M${Math.round(x)} ${Math.round(y)}h${nodeSize.width}v${height}h${-nodeSize.width}z`;
    paths.set(color, (paths.get(color) ?? '') + card);
  }
  return [...paths];
}

/** All wires as one path: around cards where they lead around them, else straight. */
export function wirePath(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): string {
  const known = new Map(nodes.map((node) => [node.id, node]));
  return edges
    .map(({ source, target, targetHandle, data }) => {
      const [from, to] = [known.get(source), known.get(target)];
      if (data?.route || !from || !to) return data?.route?.path ?? '';
      const way = from.sourcePosition === Position.Bottom ? 'down' : 'right';
      const [a, b] = [wireEnd(from.position, from.data, null, way), wireEnd(to.position, to.data, targetHandle ?? '', way)];
      return `M${Math.round(a.x)} ${Math.round(a.y)}L${Math.round(b.x)} ${Math.round(b.y)}`;
    })
    .join('');
}

/** What all cards cover together; nothing at the origin where there is none. */
export function boundsOf(nodes: readonly FlowNode[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { position, data } of nodes) {
    left = Math.min(left, position.x);
    top = Math.min(top, position.y);
    right = Math.max(right, position.x + nodeSize.width);
    bottom = Math.max(bottom, position.y + cardHeight(data.picture !== null));
  }
  return nodes.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
