import type { Rect, Viewport, XYPosition } from '@xyflow/react';
import { cardHeight, nodeSize } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';
import type { FlowNode } from '../elements/flow-types.ts';

/** Up to so many nodes all cards are there, whether in view or not: whoever tabs through a network of usual size finds each. */
export const mostWhole = 120;

/** Of more cards than this at once none can be read: they are one picture, and become cards where one zooms in. */
export const mostCards = 400;

/** The most cards, and wires, that come into the picture per frame: what they cost together is a fraction of what is felt. */
export const perFrame = { nodes: 28, edges: 40 } as const;

/** The part of the canvas that is seen through a window of so many pixels. */
export const seenArea = ({ x, y, zoom }: Viewport, width: number, height: number): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: width / zoom,
  height: height / zoom,
});

const tallest = cardHeight(true);

/** Whether something of the cards whose upper left corners are `a` and `b`, or of a wire between them, may be seen. */
export function isSeen(a: Position, b: Position, area: Rect): boolean {
  const [left, right] = a.x < b.x ? [a.x, b.x] : [b.x, a.x];
  const [top, bottom] = a.y < b.y ? [a.y, b.y] : [b.y, a.y];
  return left < area.x + area.width && right + nodeSize.width > area.x && top < area.y + area.height && bottom + tallest > area.y;
}

interface Card {
  readonly position: Position;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Whether all of every card is in the area. */
export const allSeen = (cards: readonly Card[], area: Rect): boolean =>
  cards.every(
    ({ position: { x, y }, width = 0, height = 0 }) =>
      x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height,
  );

/** Of what is wanted, what is drawn next: all that was drawn already, and at most so many more, in their order. */
export function drawnNext(drawn: ReadonlySet<string>, wanted: readonly string[], most: number): ReadonlySet<string> {
  let left = most;
  const next = wanted.filter((id) => drawn.has(id) || left-- > 0);
  return next.length === drawn.size && next.every((id) => drawn.has(id)) ? drawn : new Set(next);
}

/** The card that covers a place on the canvas; of several the last, which lies above the others. */
export const cardAt = (nodes: readonly FlowNode[], { x, y }: XYPosition): FlowNode | undefined =>
  nodes.findLast(
    ({ position, data }) =>
      x >= position.x &&
      x <= position.x + nodeSize.width &&
      y >= position.y &&
      y <= position.y + cardHeight(data.picture !== null),
  );
