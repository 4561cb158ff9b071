import { element, textElement } from './figure.ts';

type Point = readonly [x: number, y: number];

const path = (points: readonly Point[], x: number, y: number, r: number): string =>
  `M${points.map(([dx, dy]) => `${Math.round((x + dx * r) * 100) / 100} ${Math.round((y + dy * r) * 100) / 100}`).join('L')}Z`;

/** Corners on circles of these radii in turn, from the top on. */
const star = (corners: number, ...radii: readonly number[]): readonly Point[] =>
  Array.from({ length: corners * radii.length }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / (corners * radii.length) - Math.PI / 2;
    const radius = radii[i % radii.length] ?? 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

const turned = (points: readonly Point[]): readonly Point[] =>
  points.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]);

const arm = 0.32;
const plus: readonly Point[] = [
  [-arm, -1],
  [arm, -1],
  [arm, -arm],
  [1, -arm],
  [1, arm],
  [arm, arm],
  [arm, 1],
  [-arm, 1],
  [-arm, arm],
  [-1, arm],
  [-1, -arm],
  [-arm, -arm],
];

/** The symbols of tasks as shapes, within a circle of radius 1: no font has all of them. */
const shapes: ReadonlyMap<string, readonly Point[]> = new Map([
  [
    '▲',
    [
      [0, -1],
      [1, 0.8],
      [-1, 0.8],
    ] as const,
  ],
  [
    '■',
    [
      [-0.8, -0.8],
      [0.8, -0.8],
      [0.8, 0.8],
      [-0.8, 0.8],
    ] as const,
  ],
  ['◆', star(4, 1)],
  ['✚', plus],
  ['★', star(5, 1, 0.42)],
  ['⬟', star(5, 1)],
  ['✖', turned(plus)],
]);

/** Signs that are hollow: the shape without its ground. */
const hollow: ReadonlyMap<string, string> = new Map([
  ['○', '●'],
  ['△', '▲'],
]);

/** How large a sign is as text, in units; what is a shape has no such size. */
export const letterSize = (sign: string, r: number): number =>
  shapes.has(hollow.get(sign) ?? sign) || /[●○]/.test(sign) ? Number.POSITIVE_INFINITY : 2.8 * r;

/** One sign with its middle at a place, `r` large: a symbol as its shape, a letter or digit as text. */
export function symbolAt(sign: string, x: number, y: number, color: string, r: number): string {
  const filled = hollow.get(sign);
  const look = filled === undefined ? { fill: color } : { fill: 'none', stroke: color, 'stroke-width': 1 };
  const shape = shapes.get(filled ?? sign);
  if (shape) return element('path', { d: path(shape, x, y, r), ...look });
  if ((filled ?? sign) === '●') return element('circle', { cx: x, cy: y, r: r * 0.9, ...look });
  return textElement(sign, { x, y: y + r, 'text-anchor': 'middle', 'font-size': letterSize(sign, r), fill: color });
}

/** The symbols of a task, or of a pair of them, from `x` on, in the middle at `y`. */
export const symbolsAt = (symbols: string, x: number, y: number, fill: string): string =>
  Array.from(symbols, (symbol, i) => symbolAt(symbol, x + 4 + 10 * i, y, fill, 4)).join('');

/** How wide they are. */
export const symbolsWidth = (symbols: string): number => 10 * [...symbols].length;
