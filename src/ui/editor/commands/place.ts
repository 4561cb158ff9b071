import type { GraphNode } from '../../../core/project/schema.ts';
import type { Position } from '../flow/auto-layout.ts';
import { nodeSize } from '../flow/node-size.ts';

const gap = 24;

const overlaps = (a: Position, b: Position): boolean =>
  Math.abs(a.x - b.x) < nodeSize.width + gap / 2 && Math.abs(a.y - b.y) < nodeSize.height + gap / 2;

/** The first place at or under `wanted` where a new node covers no other. */
export function freePlace(nodes: readonly Pick<GraphNode, 'position'>[], wanted: Position): Position {
  let place = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  // Each round passes at least one node, so that there are no more rounds than nodes.
  for (let round = 0; round <= nodes.length; round++) {
    const covered = nodes.filter(({ position }) => overlaps(position, place));
    if (covered.length === 0) return place;
    place = { x: place.x, y: Math.max(...covered.map(({ position }) => position.y)) + nodeSize.height + gap };
  }
  return place;
}

/** The top left corner of a node with its middle at `middle`. */
export const centred = (middle: Position): Position => ({
  x: middle.x - nodeSize.width / 2,
  y: middle.y - nodeSize.height / 2,
});
