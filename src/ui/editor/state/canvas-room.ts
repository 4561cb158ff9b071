import type { Size } from '../../../core/graph/layout/size.ts';

/** On a canvas narrower than `wide` the tools stand under the palette, narrower than `narrow` beside its one button; see canvas.css. */
const wide = 840;
const narrow = 520;
/** … and narrower than this under that. */
const narrowest = 344;

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** What palette, tools and hint cover of a canvas of this width, in pixels. */
export function coveredAt(width: number): Insets {
  const side = width > narrow ? 20 : 10;
  const twoRows = width <= narrowest || (width > narrow && width <= wide);
  return { top: twoRows ? 112 : 64, right: side, bottom: 44, left: side };
}

/** What is left of a canvas for its network. */
export function roomIn({ width, height }: Size): Size {
  const { top, right, bottom, left } = coveredAt(width);
  return { width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
}
