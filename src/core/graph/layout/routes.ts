import type { Position } from '../../project/schema.ts';
import type { FlowDirection } from './flow.ts';

/** A card, as far as wires have to keep clear of it. */
export interface Obstacle extends Position {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Wire {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly from: Position;
  readonly to: Position;
}

/** The way of a wire around cards, as the path of an SVG, and where its label stands; null where there is no room for one. */
export interface Route {
  readonly path: string;
  readonly label: Position | null;
}

/** In canvas units: between a wire and a card, between a card and the first bend, between two wires side by side, and of a bend. */
const clear = 5;
const stub = 18;
const aside = 12;
const beside = 9;
const radius = 12;
/** A label stands on a level piece of this length at least. */
const roomForLabel = 64;
/** How many ways beside cards are tried, the nearest first. */
const mostLanes = 160;
/** What running through a card, or upon another wire, costs in units of length. */
const hitCost = 1000;
const togetherCost = 90;
const bendCost = 20;
const samples = 14;

/** Along the network (m) and across it (c): the same for both directions. */
interface Box {
  readonly id: string;
  readonly m0: number;
  readonly m1: number;
  readonly c0: number;
  readonly c1: number;
}
type Point = readonly [m: number, c: number];

const boxOf = ({ id, x, y, width, height }: Obstacle, direction: FlowDirection): Box =>
  direction === 'right'
    ? { id, m0: x, m1: x + width, c0: y, c1: y + height }
    : { id, m0: y, m1: y + height, c0: x, c1: x + width };

const pointOf = ({ x, y }: Position, direction: FlowDirection): Point => (direction === 'right' ? [x, y] : [y, x]);

/** Whether the smooth line that is drawn anyway keeps clear of all cards. */
function isClear([m0, c0]: Point, [m1, c1]: Point, boxes: readonly Box[]): boolean {
  if (m1 - m0 < stub) return false;
  const bend = (m1 - m0) / 2;
  for (let i = 1; i < samples; i++) {
    const t = i / samples;
    const u = 1 - t;
    const m = u ** 3 * m0 + 3 * u * u * t * (m0 + bend) + 3 * u * t * t * (m1 - bend) + t ** 3 * m1;
    const c = (u ** 3 + 3 * u * u * t) * c0 + (3 * u * t * t + t ** 3) * c1;
    if (boxes.some((box) => m > box.m0 - 2 && m < box.m1 + 2 && c > box.c0 - clear && c < box.c1 + clear)) return false;
  }
  return true;
}

const hits = ([m0, c0]: Point, [m1, c1]: Point, boxes: readonly Box[]): number => {
  const [a, b] = m0 < m1 ? [m0, m1] : [m1, m0];
  const [p, q] = c0 < c1 ? [c0, c1] : [c1, c0];
  return boxes.filter((box) => b > box.m0 - 2 && a < box.m1 + 2 && q > box.c0 - clear && p < box.c1 + clear).length;
};

/** A lane that a wire has taken. */
interface Taken {
  readonly source: string;
  readonly c: number;
  readonly from: number;
  readonly to: number;
}

/** Where a wire can turn: right behind its card, or behind what stands beside that and is longer. */
const levels = (at: number, sign: 1 | -1, boxes: readonly Box[]): readonly number[] => {
  const first = at + sign * stub;
  const longer = boxes
    .filter(({ m0, m1 }) => first > m0 - 2 && first < m1 + 2)
    .map(({ m0, m1 }) => (sign > 0 ? m1 : m0) + sign * stub);
  return [...new Set([first, ...longer])].slice(0, 3);
};

function around(wire: Wire, from: Point, to: Point, boxes: readonly Box[], taken: Taken[]): readonly Point[] {
  const ownLess = boxes.filter(({ id }) => id !== wire.source && id !== wire.target);
  const sides = boxes.flatMap(({ c0, c1 }) => [c0 - aside, c1 + aside, c0 - aside - beside, c1 + aside + beside]);
  const far = (c: number): number => Math.abs(c - from[1]) + Math.abs(c - to[1]);
  const lanes = [...new Set([from[1], to[1], ...sides])].sort((a, b) => far(a) - far(b)).slice(0, mostLanes);
  let best: readonly Point[] = [from, to];
  let least = Number.POSITIVE_INFINITY;
  for (const after of levels(from[0], 1, ownLess)) {
    for (const before of levels(to[0], -1, ownLess)) {
      for (const lane of lanes) {
        const points: readonly Point[] = [from, [after, from[1]], [after, lane], [before, lane], [before, to[1]], to];
        const length = points
          .slice(1)
          .reduce((sum, [m, c], i) => sum + Math.abs(m - (points[i]?.[0] ?? m)) + Math.abs(c - (points[i]?.[1] ?? c)), 0);
        if (length >= least) continue;
        const crossed = points.slice(1).reduce((sum, point, i) => {
          // The first and the last piece leave and reach the wire's own cards.
          const others = i === 0 || i === points.length - 2 ? ownLess : boxes;
          return sum + hits(points[i] ?? point, point, others);
        }, 0);
        const [low, high] = after < before ? [after, before] : [before, after];
        const together = taken.filter(
          ({ source, c, from: a, to: b }) => source !== wire.source && Math.abs(c - lane) < beside - 1 && a < high && b > low,
        ).length;
        const bends = lane === from[1] || lane === to[1] ? 0 : 1;
        const cost = length + hitCost * crossed + togetherCost * together + bendCost * bends;
        if (cost < least) [best, least] = [points, cost];
      }
    }
  }
  const lane = best[2];
  const end = best[3];
  if (lane && end)
    taken.push({ source: wire.source, c: lane[1], from: Math.min(lane[0], end[0]), to: Math.max(lane[0], end[0]) });
  return best;
}

/** A path through points at right angles, its corners rounded; the label stands in the middle of its longest level piece. */
function pathThrough(points: readonly Point[], direction: FlowDirection): Route {
  const places = points.map(([m, c]): Position => (direction === 'right' ? { x: m, y: c } : { x: c, y: m }));
  const kept = places.filter((place, i) => {
    const [before, after] = [places[i - 1], places[i + 1]];
    if (!before || !after) return true;
    return !((before.x === place.x && place.x === after.x) || (before.y === place.y && place.y === after.y));
  });
  let path = '';
  let label: Position | null = null;
  let longest = roomForLabel;
  for (const [i, place] of kept.entries()) {
    const [before, after] = [kept[i - 1], kept[i + 1]];
    if (before) {
      const length = Math.abs(place.x - before.x);
      if (length >= longest) [label, longest] = [{ x: (place.x + before.x) / 2, y: place.y }, length];
    }
    if (!before || !after) {
      path += `${before ? 'L' : 'M'}${place.x} ${place.y}`;
      continue;
    }
    const near = (end: Position): Position => {
      const length = Math.abs(end.x - place.x) + Math.abs(end.y - place.y);
      const share = Math.min(radius, length / 2) / Math.max(1, length);
      return { x: place.x + (end.x - place.x) * share, y: place.y + (end.y - place.y) * share };
    };
    const [a, b] = [near(before), near(after)];
    path += `L${a.x} ${a.y}Q${place.x} ${place.y} ${b.x} ${b.y}`;
  }
  return { path, label };
}

/**
 * Ways around cards for the wires whose straight way would lead behind one, by id: out of the card, along a lane between the others, and in.
 * Two wires from different cards share no lane where there is another. Wires that are clear anyway are not among them.
 */
export function routes(
  wires: readonly Wire[],
  obstacles: readonly Obstacle[],
  direction: FlowDirection,
): ReadonlyMap<string, Route> {
  const boxes = obstacles.map((obstacle) => boxOf(obstacle, direction));
  const taken: Taken[] = [];
  const found = new Map<string, Route>();
  for (const wire of wires) {
    const [from, to] = [pointOf(wire.from, direction), pointOf(wire.to, direction)];
    const others = boxes.filter(({ id }) => id !== wire.source && id !== wire.target);
    if (isClear(from, to, others)) continue;
    found.set(wire.id, pathThrough(around(wire, from, to, boxes, taken), direction));
  }
  return found;
}
