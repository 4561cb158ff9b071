import type { Graph, Position } from '../../project/schema.ts';
import { axes, type Extent } from './coordinates.ts';
import type { FlowDirection } from './flow.ts';
import { layered } from './layers.ts';
import { ordered } from './order.ts';
import type { Size } from './size.ts';

/** A network as close together as its cards allow, for paper. */
export interface CompactLayout extends Size {
  /** The top left corner of every card. */
  readonly places: ReadonlyMap<string, Position>;
  /** What a wire from a source to a target passes between cards of other layers, two points for each of them; by `wayKey`. */
  readonly ways: ReadonlyMap<string, readonly Position[]>;
}

/** Room between layers for a bend, across them between cards, and of a wire that passes to both sides; in units of the card's size. */
const between = { right: 22, down: 18 } as const;
const across = 8;
const slim: Extent = { before: 3, behind: 3 };
/** Larger networks are drawn without looking for the fewest crossings. */
const mostCareful = 150;

/** A source and a target; the ids of nodes have no line breaks. */
export const wayKey = (source: string, target: string): string => `${source}\n${target}`;

/** A layered drawing of a network, all cards of one size, data going to the right or down. */
export function compactLayout(
  graph: Pick<Graph, 'nodes' | 'edges'>,
  tasks: readonly string[],
  card: Size,
  direction: FlowDirection,
): CompactLayout {
  const careful = graph.nodes.length <= mostCareful;
  const found = layered(graph.nodes, graph.edges, tasks, careful);
  const layers = ordered(found, careful);
  const [thick, wide] = direction === 'right' ? [card.width, card.height] : [card.height, card.width];
  const half: Extent = { before: wide / 2, behind: wide / 2 };
  const axis = axes(layers, found.links, ({ node }) => (node ? half : slim), across, careful ? 'careful' : 'quick');
  const step = thick + between[direction];
  const low = Math.min(...layers.flat().map(({ id, node }) => (axis.get(id) ?? 0) - (node ? half : slim).before), 0);
  const high = Math.max(...layers.flat().map(({ id, node }) => (axis.get(id) ?? 0) + (node ? half : slim).behind), 0);
  const point = (along: number, aside: number): Position =>
    direction === 'right' ? { x: along, y: aside } : { x: aside, y: along };
  const places = new Map<string, Position>();
  const ways = new Map<string, Position[]>();
  for (const [i, layer] of layers.entries()) {
    for (const { id, node } of layer) {
      const aside = (axis.get(id) ?? 0) - low;
      if (node) {
        places.set(id, point(i * step, aside - wide / 2));
        continue;
      }
      const [source = '', target = ''] = id.split('\n');
      const key = wayKey(source, target);
      ways.set(key, [...(ways.get(key) ?? []), point(i * step, aside), point(i * step + thick, aside)]);
    }
  }
  const size = point(Math.max(0, layers.length * step - between[direction]), high - low);
  return { places, ways, width: size.x, height: size.y };
}
