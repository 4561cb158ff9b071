import { formatNumber } from '../../../core/util/number-text.ts';
import { textWidth } from '../text-width.ts';
import { linearTicks, logTicks } from '../ticks.ts';
import type { FigureColours } from './colours.ts';
import { element, fontSize, textElement } from './figure.ts';

/** An axis of a plot. */
export interface Axis {
  /** What it counts, with its unit; '' where the panel's title says it. */
  readonly name: string;
  /** From where to where; what is drawn, with some room around it, where it is left out. */
  readonly range?: readonly [low: number, high: number];
  readonly log?: boolean;
  /** Its numbers say nothing: places alone do. */
  readonly bare?: boolean;
}

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** What an axis spans so that all of these stand on it; only what is finite counts, on a logarithmic one what is positive. */
export function rangeOf({ range, log = false }: Axis, values: readonly number[]): Range {
  const usable = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  if (range) return { low: range[0], high: range[1], log };
  if (usable.length === 0) return { low: log ? 1 : 0, high: log ? 10 : 1, log };
  const least = usable.reduce((a, b) => Math.min(a, b));
  const most = usable.reduce((a, b) => Math.max(a, b));
  if (log) return { low: least / 1.15, high: most * 1.15, log };
  const room = 0.06 * (most - least) || Math.abs(most) * 0.05 || 0.5;
  return { low: least - room, high: most + room, log };
}

/** A number to its place from 0 to 1; null where the axis has none for it. */
function shareOf({ low, high, log }: Range, value: number): number | null {
  if (!Number.isFinite(value) || (log && value <= 0)) return null;
  const level = (one: number): number => (log ? Math.log(one) : one);
  return Math.min(1, Math.max(0, (level(value) - level(low)) / (level(high) - level(low))));
}

const numbersOf = ({ low, high, log }: Range, most: number): readonly number[] => (log ? logTicks : linearTicks)(low, high, most);

/** Between two numbers of an axis, in units. */
const apart = { x: 46, y: 26 } as const;
const numberHeight = 13;

/** Where points of a panel stand, and its frame with grid and numbers. */
export interface Frame {
  readonly body: string;
  readonly x: (value: number) => number | null;
  readonly y: (value: number) => number | null;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Where what stands below the axis ends. */
  readonly end: number;
}

/** Axes in a place that is `width` wide from `left` on, their plot from `top` on as high as `heightOf` its width says. */
export function framed(
  place: { readonly left: number; readonly top: number; readonly width: number; readonly heightOf: (width: number) => number },
  axes: { readonly x: Axis & { readonly span: Range }; readonly y: Axis & { readonly span: Range } },
  colours: FigureColours,
): Frame {
  const size = fontSize.small;
  const scaled = (text: string): number => (textWidth(text) * size) / fontSize.text;
  const { x: across, y: up } = axes;
  // How many numbers have room is seen before their room is known: one about as high as wide is near enough.
  const rows = Math.max(2, Math.floor(place.heightOf(place.width * 0.85) / apart.y));
  const rowTicks = up.bare ? [] : numbersOf(up.span, rows);
  const gutter = Math.max(0, ...rowTicks.map((value) => scaled(formatNumber(value)))) + (rowTicks.length > 0 ? 5 : 0);
  const left = place.left + gutter;
  const columns = Math.max(2, Math.floor((place.width - gutter) / apart.x));
  const columnTicks = across.bare ? [] : numbersOf(across.span, columns);
  const over = scaled(formatNumber(columnTicks.at(-1) ?? 0)) / 2;
  const right = place.left + place.width - (across.bare ? 1 : Math.max(3, over));
  const { top } = place;
  const bottom = top + place.heightOf(right - left);
  const x = (value: number): number | null => {
    const share = shareOf(across.span, value);
    return share === null ? null : left + share * (right - left);
  };
  const y = (value: number): number | null => {
    const share = shareOf(up.span, value);
    return share === null ? null : bottom - share * (bottom - top);
  };
  const quiet = { 'font-size': size, fill: colours.quiet };
  const grid = { stroke: colours.line, 'stroke-width': 0.6, 'stroke-dasharray': '2 3' };
  const parts = rowTicks.flatMap((value) => {
    const at = y(value) ?? bottom;
    return [
      element('path', { d: `M${left.toFixed(2)} ${at.toFixed(2)}H${right.toFixed(2)}`, ...grid }),
      textElement(formatNumber(value), { x: left - 4, y: at + 3.2, 'text-anchor': 'end', ...quiet }),
    ];
  });
  for (const value of columnTicks) {
    parts.push(textElement(formatNumber(value), { x: x(value) ?? left, y: bottom + 11.5, 'text-anchor': 'middle', ...quiet }));
  }
  const named = across.name !== '';
  const below = bottom + (columnTicks.length > 0 ? numberHeight : 2);
  if (named) parts.push(textElement(across.name, { x: right, y: below + 9.5, 'text-anchor': 'end', ...quiet }));
  const line = { fill: 'none', stroke: colours.cardLine, 'stroke-width': 0.8 };
  const outline = `M${left.toFixed(2)} ${top.toFixed(2)}V${bottom.toFixed(2)}H${right.toFixed(2)}`;
  parts.push(element('path', { d: outline, ...line }));
  return { body: parts.join('\n'), x, y, left, right, top, bottom, end: below + (named ? numberHeight : 0) };
}
