import { element } from './figure.ts';

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

/** The symbols of a task, or of a pair of them, from `x` on, in the middle at `y`. */
export function symbolsAt(symbols: string, x: number, y: number, fill: string): string {
  return Array.from(symbols, (symbol, i) => {
    const middle = x + 4 + 10 * i;
    const shape = shapes.get(symbol);
    return shape
      ? element('path', { d: path(shape, middle, y, 4), fill })
      : element('circle', { cx: middle, cy: y, r: 3.6, fill });
  }).join('');
}

/** How wide they are. */
export const symbolsWidth = (symbols: string): number => 10 * [...symbols].length;
