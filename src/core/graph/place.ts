import type { GraphNode, Project } from '../project/schema.ts';
import { moveNodes, type Position } from './edits.ts';

/**
 * Every node card has one size in canvas units, so that nothing waits for the browser to measure it and the layout is a pure function
 * of the document. Keep in step with `node-card.css`.
 */
export const nodeSize = { width: 140, height: 76 } as const;

const gap = 24;

/** Whether two cards at these places would cover each other, or nearly. */
export const overlaps = (a: Position, b: Position): boolean =>
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

/** Moves each of `ids`, one after the other, down to where it covers no other node. */
export function spread(project: Project, ids: readonly string[]): Project {
  return ids.reduce((moved, id) => {
    const node = moved.graph.nodes.find((item) => item.id === id);
    if (!node) return moved;
    const others = moved.graph.nodes.filter((item) => item.id !== id);
    return moveNodes(moved, { [id]: freePlace(others, node.position) });
  }, project);
}
