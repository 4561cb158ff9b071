import { at } from '../util/assert-never.ts';
import { lookAt, noLosses, reach, type ToyScale } from './toy.ts';

/** What contours are drawn of: either loss, or the mean of both. */
export type Surface = 'first' | 'second' | 'mean';

export interface Contour {
  readonly level: number;
  /** Lines of the same height, x, y one after the other; a closed one ends where it begins. */
  readonly lines: readonly (readonly number[])[];
}

/** Points of the grid to a side. */
const side = 121;
const cell = (2 * reach) / (side - 1);

/** The values of a surface on the grid [side, side], rows of growing y. */
function valuesOf(surface: Surface, scale: ToyScale): Float64Array {
  const there = noLosses();
  const values = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      lookAt(column * cell - reach, row * cell - reach, scale, there);
      const [first, second] = [at(there.losses, 0), at(there.losses, 1)];
      values[row * side + column] = surface === 'mean' ? (first + second) / 2 : surface === 'first' ? first : second;
    }
  }
  return values;
}

/** Levels between which there is as much ground each, so that steep and flat parts have their lines. */
function levelsOf(values: Float64Array, count: number): number[] {
  const sorted = values.slice().sort();
  return Array.from({ length: count }, (_, i) => at(sorted, Math.floor(((i + 0.5) / count) * sorted.length)));
}

/** The sides of the grid's cells by number: to the right of a point twice its place, above it one more. */
function crossingOf(values: Float64Array, level: number, edge: number): readonly [number, number] {
  const point = edge >> 1;
  const [row, column] = [Math.floor(point / side), point % side];
  const above = edge % 2 === 1;
  const [a, b] = [at(values, point), at(values, point + (above ? side : 1))];
  const share = (level - a) / (b - a);
  return [(column + (above ? 0 : share)) * cell - reach, (row + (above ? share : 0)) * cell - reach];
}

/** Which crossed sides of cells are joined within a cell (marching squares; a saddle is cut as its sides come). */
function joinedEdges(values: Float64Array, level: number): ReadonlyMap<number, readonly number[]> {
  const joined = new Map<number, number[]>();
  const high = (point: number): boolean => at(values, point) >= level;
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const point = row * side + column;
      const [a, b, c, d] = [high(point), high(point + 1), high(point + side + 1), high(point + side)];
      const crossed: number[] = [];
      if (a !== b) crossed.push(2 * point);
      if (b !== c) crossed.push(2 * (point + 1) + 1);
      if (c !== d) crossed.push(2 * (point + side));
      if (d !== a) crossed.push(2 * point + 1);
      for (let k = 0; k < crossed.length; k += 2) {
        const [from, to] = [at(crossed, k), at(crossed, k + 1)];
        joined.set(from, [...(joined.get(from) ?? []), to]);
        joined.set(to, [...(joined.get(to) ?? []), from]);
      }
    }
  }
  return joined;
}

function contourAt(values: Float64Array, level: number): Contour {
  const joined = joinedEdges(values, level);
  const left = new Set(joined.keys());
  /** From an edge on, as far as it goes. */
  const follow = (start: number): number[] => {
    const line: number[] = [];
    let edge: number | undefined = start;
    let end = start;
    while (edge !== undefined) {
      left.delete(edge);
      line.push(...crossingOf(values, level, edge));
      end = edge;
      edge = joined.get(edge)?.find((next) => left.has(next));
    }
    if (line.length > 4 && joined.get(end)?.includes(start)) line.push(at(line, 0), at(line, 1));
    return line;
  };
  const ends = [...joined].filter(([, next]) => next.length === 1).map(([edge]) => edge);
  const open = ends.filter((edge) => left.has(edge)).flatMap((edge) => (left.has(edge) ? [follow(edge)] : []));
  const closed = [...left].flatMap((edge) => (left.has(edge) ? [follow(edge)] : []));
  return { level, lines: [...open, ...closed] };
}

/** So many contours of a surface over the whole square, from low to high. */
export function contoursOf(surface: Surface, scale: ToyScale, count: number): readonly Contour[] {
  const values = valuesOf(surface, scale);
  return levelsOf(values, count).map((level) => contourAt(values, level));
}
