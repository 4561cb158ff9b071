import type { Size } from '../../../core/graph/layout/size.ts';

/** On a canvas narrower than `wide` the tools stand under the palette, narrower than `narrow` beside its one button; see canvas.css. */
const wide = 840;
const narrow = 520;
/** … and narrower than this under that. */
const narrowest = 388;
/** On a canvas lower than this, as of a phone that is held across, the one button stands at the left and the tools at the right. */
const low = 400;

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Where a network is presented, nothing but the bar at its lower end is over it: that is drawn larger, and no card touches it. */
export const bare: Insets = { top: 20, right: 20, bottom: 60, left: 20 };

/** What palette, tools and hint cover of a canvas of this size, in pixels. */
export function coveredAt({ width, height }: Size): Insets {
  if (height < low && width > narrow) return { top: 8, right: 64, bottom: 44, left: 72 };
  const side = width > narrow ? 20 : 10;
  const twoRows = width <= narrowest || (width > narrow && width <= wide);
  return { top: twoRows ? 112 : 64, right: side, bottom: 44, left: side };
}

/** What is left of a canvas for its network. */
export function roomIn(canvas: Size): Size {
  const { width, height } = canvas;
  const { top, right, bottom, left } = coveredAt(canvas);
  return { width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
}
