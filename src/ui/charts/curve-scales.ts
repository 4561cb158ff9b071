import { linearTicks, logTicks } from './ticks.ts';

/** Room around the plot for what stands beside the axes, in pixels. */
export const margin = { left: 48, bottom: 32, top: 14, right: 92 } as const;
/** The least distance between two labels of an axis, in pixels. */
const between = { x: 66, y: 34 };

/** What the axes span. Equal frames are drawn alike, so that the axes are drawn anew only when one of these numbers changes. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly logScale: boolean;
}

/** The smallest multiple of a power of two, of at least an eighth of `last`, that is not below `last`: axes for a run that goes on. */
export function roomyEnd(last: number): number {
  const unit = 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, last) / 8)));
  return Math.ceil(last / unit) * unit;
}

/** `value` moved outwards to three significant digits or fewer, so that a curve that moves a little leaves the axes where they are. */
function outwards(value: number, direction: 'up' | 'down'): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const unit = 10 ** Math.floor(Math.log10(Math.abs(value))) / 10;
  return (direction === 'up' ? Math.ceil(value / unit - 1e-9) : Math.floor(value / unit + 1e-9)) * unit;
}

/** The axes for visible steps and values; `open`: more steps are expected at the right. */
export function frameOf(
  [from, last]: readonly [number, number],
  [low, high]: readonly [number, number],
  { logScale, open }: { readonly logScale: boolean; readonly open: boolean },
): Frame {
  return {
    from,
    to: Math.max(open ? roomyEnd(last) : last, from + 1),
    low: outwards(low, 'down'),
    high: outwards(high, 'up'),
    logScale,
  };
}

/** The room between the axes, in pixels. */
export const plotWidth = (width: number): number => Math.max(60, width - margin.left - margin.right);
const plotHeight = (height: number): number => Math.max(1, height - margin.top - margin.bottom);

/** The values that the axes name. */
export function ticksOf({ from, to, low, high, logScale }: Frame, width: number, height: number) {
  const most = { x: Math.floor(plotWidth(width) / between.x), y: Math.floor(plotHeight(height) / between.y) };
  return {
    x: linearTicks(from, to, Math.max(1, most.x), true),
    y: (logScale ? logTicks : linearTicks)(low, high, Math.max(2, most.y)),
  };
}

/** A number to its pixel; undefined where the axis has no place for it, as a logarithmic one has none for zero. */
export type Scale = (value: number) => number | undefined;

/** The axes as functions: what recharts computes for the same frame, without asking it. */
export function scalesOf(frame: Frame, width: number, height: number): { readonly x: Scale; readonly y: Scale } {
  const { low, high, logScale } = frame;
  const level = (value: number): number => (logScale ? Math.log(value) : value);
  const [bottom, span] = [level(low), level(high) - level(low)];
  return {
    x: (step) => pixelOf(frame, width, step),
    y: (value) => (logScale && value <= 0 ? undefined : margin.top + (1 - (level(value) - bottom) / span) * plotHeight(height)),
  };
}

/** The pixel of a step. */
export const pixelOf = ({ from, to }: Frame, width: number, step: number): number =>
  margin.left + ((step - from) / (to - from)) * plotWidth(width);

/** The step at a pixel; null outside the plot. */
export function stepAt({ from, to }: Frame, width: number, pixel: number): number | null {
  const share = (pixel - margin.left) / plotWidth(width);
  return share < 0 || share > 1 ? null : Math.round(from + share * (to - from));
}
