import type { Rect, Viewport } from '@xyflow/react';
import { fitZoom, type Size } from '../../../core/graph/layout/size.ts';
import type { Insets } from '../state/canvas-room.ts';

/** Smaller than this nothing can be made out. */
export const leastZoom = 0.05;

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function around(cards: readonly Rect[], rim: number): Rect {
  const left = Math.min(...cards.map(({ x }) => x));
  const top = Math.min(...cards.map(({ y }) => y));
  const width = Math.max(...cards.map((card) => card.x + card.width)) - left;
  const height = Math.max(...cards.map((card) => card.y + card.height)) - top;
  return { x: left - rim, y: top - rim, width: width + 2 * rim, height: height + 2 * rim };
}

/** What all cards cover together, with a rim for wires around them; or those nearest to their middle where that cannot be seen whole at any zoom: some file put one very far away. */
export function boundsWithin(cards: readonly Rect[], room: Size, rim = 0): Rect {
  if (cards.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const all = around(cards, rim);
  const fits = ({ width, height }: Rect): boolean => width * leastZoom <= room.width && height * leastZoom <= room.height;
  if (fits(all)) return all;
  const at = { x: middle(cards.map(({ x }) => x)), y: middle(cards.map(({ y }) => y)) };
  const far = ({ x, y }: Rect): number => Math.max(Math.abs(x - at.x), Math.abs(y - at.y));
  const sorted = cards.toSorted((a, b) => far(a) - far(b));
  const reach = Math.min(room.width, room.height) / leastZoom / 2;
  return around(
    sorted.filter((card, i) => i === 0 || far(card) + Math.max(card.width, card.height) <= reach),
    rim,
  );
}

/** The picture that shows `bounds` as large as they fit in the middle of what is not covered. */
export function wholeView(bounds: Rect, canvas: Size, { top, right, bottom, left }: Insets): Viewport {
  const room = { width: Math.max(1, canvas.width - left - right), height: Math.max(1, canvas.height - top - bottom) };
  const zoom = Math.max(leastZoom, fitZoom(bounds, room));
  return {
    x: left + (room.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: top + (room.height - bounds.height * zoom) / 2 - bounds.y * zoom,
    zoom,
  };
}
