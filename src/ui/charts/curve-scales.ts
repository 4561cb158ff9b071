import { linearTicks, logTicks } from '../common/ticks.ts';

/** Room around the plot for what stands beside the axes, in pixels; at the right for names at the curves' ends. */
export const margin = { left: 48, bottom: 32, top: 14, right: 92 } as const;
/** … under a plot whose steps are named by the one below it. */
export const bareBottom = 8;
/** The least distance between two labels of an axis, in pixels. */
const between = { x: 66, y: 34 };

/** What the axes span. Equal frames are drawn alike, so that the axes are drawn anew only when one of these numbers changes. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly logScale: boolean;
  /** Room at the right, in pixels. */
  readonly right: number;
  /** Room at the bottom, in pixels. */
  readonly bottom: number;
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
  look: {
    readonly logScale: boolean;
    readonly open: boolean;
    readonly right?: number;
    readonly bottom?: number;
  },
): Frame {
  const { logScale, open, right = margin.right, bottom = margin.bottom } = look;
  return {
    from,
    to: Math.max(open ? roomyEnd(last) : last, from + 1),
    low: outwards(low, 'down'),
    high: outwards(high, 'up'),
    logScale,
    right,
    bottom,
  };
}

/** The room between the axes, in pixels. */
export const plotWidth = (width: number, { right }: Pick<Frame, 'right'>): number => Math.max(60, width - margin.left - right);
const plotHeight = (height: number, { bottom }: Pick<Frame, 'bottom'>): number => Math.max(1, height - margin.top - bottom);

/** The values that the axes name; `unit`: so many steps are one of what the horizontal one counts. */
export function ticksOf(frame: Frame, width: number, height: number, unit = 1) {
  const { from, to, low, high, logScale } = frame;
  const most = { x: Math.floor(plotWidth(width, frame) / between.x), y: Math.floor(plotHeight(height, frame) / between.y) };
  return {
    x: linearTicks(from / unit, to / unit, Math.max(1, most.x), unit === 1).map((value) => value * unit),
    y: (logScale ? logTicks : linearTicks)(low, high, Math.max(2, most.y)),
  };
}

/** A number to its pixel; undefined where the axis has no place for it, as a logarithmic one has none for zero. */
export type Scale = (value: number) => number | undefined;

/** The axes as functions: what recharts computes for the same frame, without asking it. What lies beyond an axis is drawn at its end. */
export function scalesOf(frame: Frame, width: number, height: number): { readonly x: Scale; readonly y: Scale } {
  const { low, high, logScale } = frame;
  const level = (value: number): number => (logScale ? Math.log(value) : value);
  const [least, span] = [level(low), level(high) - level(low)];
  const within = (share: number): number => Math.min(1, Math.max(0, share));
  return {
    x: (step) => pixelOf(frame, width, step),
    y: (value) =>
      logScale && value <= 0 ? undefined : margin.top + (1 - within((level(value) - least) / span)) * plotHeight(height, frame),
  };
}

/** The pixel of a step. */
export const pixelOf = (frame: Frame, width: number, step: number): number =>
  margin.left + ((step - frame.from) / (frame.to - frame.from)) * plotWidth(width, frame);

/** The step at a pixel; null outside the plot. */
export function stepAt(frame: Frame, width: number, pixel: number): number | null {
  const { from, to } = frame;
  const share = (pixel - margin.left) / plotWidth(width, frame);
  return share < 0 || share > 1 ? null : Math.round(from + share * (to - from));
}
