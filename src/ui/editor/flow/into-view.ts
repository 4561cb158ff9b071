import type { Rect, XYPosition } from '@xyflow/react';

function shift(from: number, length: number, low: number, room: number): number {
  if (length > room) return low + room / 2 - (from + length / 2);
  return Math.max(0, low - from) - Math.max(0, from + length - (low + room));
}

/** The shortest way by which `box` comes to lie in `area`; where it is too large for that, the middle of one comes to that of the other. */
export const shiftInto = (box: Rect, area: Rect): XYPosition => ({
  x: shift(box.x, box.width, area.x, area.width),
  y: shift(box.y, box.height, area.y, area.height),
});
