import type { Position } from '../../../core/project/schema.ts';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const directions: Readonly<Record<Arrow, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export const isArrow = (key: string): key is Arrow => key in directions;

interface Placed {
  readonly id: string;
  readonly position: Position;
}

/** Off the axis counts double, so that the next node of the row comes before one that is nearer but elsewhere. */
const asideCost = 2;

/** The node that an arrow key goes to from `from`: the nearest one within 60° of the arrow; null where there is none. */
export function neighbour<T extends Placed>(nodes: readonly T[], from: Placed, arrow: Arrow): T | null {
  const direction = directions[arrow];
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const dx = node.position.x - from.position.x;
    const dy = node.position.y - from.position.y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (node.id === from.id || ahead <= 0 || aside > ahead * Math.sqrt(3)) continue;
    const distance = ahead + asideCost * aside;
    if (distance < least) {
      least = distance;
      best = node;
    }
  }
  return best;
}
