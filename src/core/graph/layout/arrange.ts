import type { Graph, Position } from '../../project/schema.ts';
import { cardHeight, nodeSize, type Pictured } from '../place.ts';
import { axes, type Extent } from './coordinates.ts';
import type { FlowDirection } from './flow.ts';
import { type Item, type Layered, layered } from './layers.ts';
import { ordered } from './order.ts';
import { fitZoom, type Size, wireRoom } from './size.ts';

/** A picture of a network: the top left corner of every card, by id, beginning at (0, 0), and the size with wires that lead around. */
export interface Arrangement extends Size {
  readonly direction: FlowDirection;
  /** Into how many parts, side by side, a long network was folded. */
  readonly bands: number;
  readonly places: ReadonlyMap<string, Position>;
}

/** Gaps in canvas units: between layers there is room for a wire's label, across them for a wire that passes. */
const between = { right: 60, down: 44 } as const;
const across = { right: 28, down: 28 } as const;
/** Between the parts of a folded network. */
const gutter = 72;
/** A wire that passes needs no more. */
const slim: Extent = { before: 4, behind: 4 };
const grid = 8;
/** Larger networks are drawn without looking for the fewest crossings. */
const mostCareful = 150;
const mostBands = 9;
/** The zoom from which on a title is read with ease. */
const easy = 0.94;
/** What every fold costs, as a part of the worth of the picture, because eyes must jump there … */
const foldCost = 0.05;
/** … and every wire that has to be led over it. */
const wireCost = 0.012;

const snap = (value: number): number => Math.round(value / grid) * grid;

interface Drawing {
  readonly graph: Layered;
  readonly layers: Item[][];
  readonly pictured: Pictured;
  readonly care: 'careful' | 'quick';
  /** How many links go from a layer to the next. */
  readonly crossing: readonly number[];
}

function drawingOf(graph: Pick<Graph, 'nodes' | 'edges'>, tasks: readonly string[], pictured: Pictured): Drawing {
  const careful = graph.nodes.length <= mostCareful;
  const found = layered(graph.nodes, graph.edges, tasks, careful);
  const layers = ordered(found, careful);
  const layerOf = new Map(layers.flatMap((layer, i) => layer.map(({ id }) => [id, i] as const)));
  const crossing = layers.map(() => 0);
  for (const [source] of found.links) {
    const at = layerOf.get(source) ?? 0;
    crossing[at] = (crossing[at] ?? 0) + 1;
  }
  return { graph: found, layers, pictured, care: careful ? 'careful' : 'quick', crossing };
}

const thickness = (layer: readonly Item[], direction: FlowDirection, pictured: Pictured): number =>
  direction === 'right' ? nodeSize.width : Math.max(0, ...layer.map(({ node }) => (node ? cardHeight(pictured(node)) : 0)));

/** Where to cut a network into so many parts of about the same length, preferably where few wires go through: the layers that begin one. */
function cutsOf({ layers, crossing, pictured }: Drawing, direction: FlowDirection, bands: number): number[] {
  const ends: number[] = [];
  let at = 0;
  for (const layer of layers) {
    at += thickness(layer, direction, pictured) + between[direction];
    ends.push(at);
  }
  const cuts: number[] = [];
  for (let band = 1; band < bands; band++) {
    const wanted = (at * band) / bands;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let cut = (cuts.at(-1) ?? 0) + 1; cut < layers.length; cut++) {
      const cost = Math.abs((ends[cut - 1] ?? 0) - wanted) + 60 * (crossing[cut - 1] ?? 0);
      if (cost < least) [best, least] = [cut, cost];
    }
    if (best > 0) cuts.push(best);
  }
  return cuts;
}

function drawn(drawing: Drawing, direction: FlowDirection, cuts: readonly number[]): Arrangement {
  const { layers, graph, pictured } = drawing;
  const gap = across[direction];
  const extent = ({ node }: Item): Extent => {
    if (!node) return slim;
    if (direction === 'down') return { before: nodeSize.width / 2, behind: nodeSize.width / 2 };
    return { before: nodeSize.height / 2, behind: cardHeight(pictured(node)) - nodeSize.height / 2 };
  };
  const corners = new Map<string, Position>();
  let start = 0;
  let longest = 0;
  const begins = [0, ...cuts];
  begins.forEach((begin, band) => {
    const part = layers.slice(begin, begins[band + 1]);
    const inside = new Set(part.flat().map(({ id }) => id));
    // What only passes through the end of a part is led around by its wire.
    const links = graph.links.filter(([a, b]) => inside.has(a) && inside.has(b));
    const carried = passing(part, links);
    const kept = part.map((layer) => layer.filter(({ id, node }) => node || carried.has(id)));
    const axis = axes(kept, links, extent, gap, drawing.care);
    const items = kept.flat();
    const low = Math.min(...items.map((item) => (axis.get(item.id) ?? 0) - extent(item).before));
    const high = Math.max(...items.map((item) => (axis.get(item.id) ?? 0) + extent(item).behind));
    let at = 0;
    for (const layer of kept) {
      for (const item of layer) {
        const side = start + (axis.get(item.id) ?? 0) - extent(item).before - low;
        if (item.node)
          corners.set(item.id, direction === 'right' ? { x: snap(at), y: snap(side) } : { x: snap(side), y: snap(at) });
      }
      at += thickness(layer, direction, pictured) + between[direction];
    }
    longest = Math.max(longest, at - between[direction]);
    start += high - low + gutter + 10 * (drawing.crossing[(begins[band + 1] ?? 0) - 1] ?? 0);
  });
  const wide = start - gutter;
  const back = cuts.length > 0 ? 2 * wireRoom : 0;
  const size =
    direction === 'right' ? { width: longest + back, height: wide + back } : { width: wide + back, height: longest + back };
  return { direction, bands: begins.length, places: atOrigin(corners), ...size };
}

function atOrigin(corners: ReadonlyMap<string, Position>): ReadonlyMap<string, Position> {
  const left = Math.min(...[...corners.values()].map(({ x }) => x));
  const top = Math.min(...[...corners.values()].map(({ y }) => y));
  return new Map([...corners].map(([id, { x, y }]) => [id, { x: x - left, y: y - top }]));
}

/** The places of wires that begin and end within a part. */
function passing(part: readonly (readonly Item[])[], links: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const nodes = new Set(part.flat().flatMap(({ id, node }) => (node ? [id] : [])));
  const [next, before] = [new Map<string, string>(), new Map<string, string>()];
  for (const [a, b] of links) {
    if (!nodes.has(a)) next.set(a, b);
    if (!nodes.has(b)) before.set(b, a);
  }
  const reaches = (id: string, way: ReadonlyMap<string, string>): boolean => {
    for (let at = way.get(id); at !== undefined; at = way.get(at)) if (nodes.has(at)) return true;
    return false;
  };
  return new Set(part.flat().flatMap(({ id, node }) => (!node && reaches(id, next) && reaches(id, before) ? [id] : [])));
}

/** What a zoom is worth: once everything is read with ease, more of it is worth little. */
const worthOf = (zoom: number): number => Math.min(zoom, easy) / easy + 0.1 * Math.max(0, zoom - easy);

/**
 * A layered drawing of a network for a window of `room` (any unit, its shape and size on the screen count): from left to right or from top to
 * bottom, in one piece or folded into parts, whichever is seen largest. What serves one task alone stands in the order of `tasks`. The same
 * graph in the same room gives the same picture.
 */
export function arrange(
  graph: Pick<Graph, 'nodes' | 'edges'>,
  tasks: readonly string[],
  room: Size,
  pictured: Pictured = () => false,
): Arrangement {
  const drawing = drawingOf(graph, tasks, pictured);
  const most = Math.min(mostBands, Math.ceil(drawing.layers.length / 2));
  let best: Arrangement | null = null;
  let largest = 0;
  for (const direction of ['right', 'down'] as const) {
    let without = 0;
    for (let bands = 1; bands <= Math.max(1, most); bands++) {
      const cuts = cutsOf(drawing, direction, bands);
      if (cuts.length < bands - 1) continue;
      const found = drawn(drawing, direction, cuts);
      const wires = cuts.reduce((sum, cut) => sum + (drawing.crossing[cut - 1] ?? 0), 0);
      const worth = worthOf(fitZoom(found, room)) * (1 - foldCost * (bands - 1) - wireCost * wires);
      if (worth > largest) {
        [best, largest] = [found, worth];
        without = 0;
      } else if (++without > 1) break;
    }
  }
  return best ?? { direction: 'right', bands: 1, places: new Map(), width: 0, height: 0 };
}
