import { type CompactLayout, compactLayout, wayKey } from '../../core/graph/layout/compact.ts';
import type { FlowDirection } from '../../core/graph/layout/flow.ts';
import type { Graph, Position, Tie } from '../../core/project/schema.ts';
import type { FigureColours } from '../common/paper/colours.ts';
import { attributes, border, element, type Figure, fontSize, textElement } from '../common/paper/figure.ts';
import { broken, headOf, shortened } from '../common/paper/head.ts';
import { symbolsAt, symbolsWidth } from '../common/paper/symbols.ts';
import { textWidth } from '../common/text-width.ts';
import type { NodeContent, TaskBadge } from '../editor/elements/flow-types.ts';

export interface NetworkDrawing {
  readonly title: string;
  readonly graph: Pick<Graph, 'nodes' | 'edges'>;
  readonly ties: readonly Tie[];
  readonly contents: ReadonlyMap<string, NodeContent>;
  /** In the document's order. */
  readonly tasks: readonly TaskBadge[];
}

/** The widths that cards may have, and their inner room at both sides. */
const card = { widths: [58, 66, 74, 82, 92, 104, 118, 134], padding: 6 } as const;
/** Of a larger network's cards no other width is tried than the most. */
const mostTried = 60;
/** Letters of a card's title are heavier than those that widths are counted in. */
const heavy = 1.06;
const mostStripes = 8;
/** Of a page's height, that nobody turns over for a figure. */
const mostTall = 2.2;

const lineHeight = 12;

interface CardSize {
  readonly width: number;
  readonly height: number;
  /** Of its title. */
  readonly lines: 1 | 2;
}

const titleRoom = (width: number, { task }: NodeContent): number => width - 2 * card.padding - symbolsWidth(task?.symbol ?? '');

/** The sizes of cards in which every title has room, in two lines at the most; the largest where there is none. */
function cardSizes(contents: readonly NodeContent[]): readonly CardSize[] {
  const most = card.widths.at(-1) ?? 0;
  const tried = contents.length > mostTried ? [most] : card.widths;
  return tried.flatMap((width): CardSize[] => {
    const lines = Math.max(1, ...contents.map((content) => broken(content.title, titleRoom(width, content), heavy).length));
    const whole = contents.every((content) =>
      broken(content.title, titleRoom(width, content), heavy).every(
        (line) => textWidth(line) * heavy <= titleRoom(width, content),
      ),
    );
    if ((lines > 2 || !whole) && width !== most) return [];
    return [{ width, lines: lines > 1 ? 2 : 1, height: 22 + Math.min(lines, 2) * lineHeight }];
  });
}

function cardAt({ x, y }: Position, content: NodeContent, size: CardSize, colours: FigureColours): string {
  const { title, shape, tasks, task, frozen } = content;
  const { width, height, lines } = size;
  const stroke = task?.enabled ? colours.resolved(task.color) : colours.cardLine;
  const marks = symbolsWidth(task?.symbol ?? '');
  const room = titleRoom(width, content);
  const found = broken(title, room, heavy);
  // What does not fit in the last line is left out there.
  const words = lines === 1 || found.length === 1 ? [title] : [found[0] ?? '', found.slice(1).join(' ')];
  const top = y + (height - words.length * lineHeight - 11) / 2 + 9;
  const below = `${shape?.replaceAll(' ', '') ?? '?'}${frozen ? ' ❄' : ''}`;
  const stripes = tasks.slice(0, mostStripes).map(({ color }, i, all) => {
    const each = (width - 8) / all.length;
    return element('rect', { x: x + 4 + i * each, y: y + height - 2.6, width: each, height: 2.6, fill: colours.resolved(color) });
  });
  return element(
    'g',
    { opacity: content.faded || (task && !task.enabled) ? 0.5 : undefined },
    [
      element('rect', { x, y, width, height, rx: 4, fill: colours.card, stroke, 'stroke-width': task ? 1.6 : 1 }),
      ...(task ? [symbolsAt(task.symbol, x + card.padding, top - 4, stroke)] : []),
      ...words.map((line, i) =>
        textElement(shortened(line, room, heavy), { x: x + card.padding + marks, y: top + i * lineHeight, 'font-weight': 600 }),
      ),
      textElement(shortened(below, width - 2 * card.padding, 0.86), {
        x: x + card.padding,
        y: top + words.length * lineHeight - 1,
        'font-size': fontSize.small,
        fill: colours.quiet,
      }),
      ...stripes,
    ].join(''),
  );
}

/** From point to point, leaving and arriving along the way that data goes. */
function wirePath(points: readonly Position[], direction: FlowDirection): string {
  return points
    .map(({ x, y }) => ({ x: Math.round(100 * x) / 100, y: Math.round(100 * y) / 100 }))
    .map(({ x, y }, i, rounded) => {
      const before = rounded[i - 1];
      if (!before) return `M${x} ${y}`;
      const straight = direction === 'right' ? before.y === y : before.x === x;
      if (straight) return `L${x} ${y}`;
      const [mx, my] = [(before.x + x) / 2, (before.y + y) / 2];
      return direction === 'right' ? `C${mx} ${before.y} ${mx} ${y} ${x} ${y}` : `C${before.x} ${my} ${x} ${my} ${x} ${y}`;
    })
    .join('');
}

/** Cards and wires from (0, 0) on. */
function drawn(
  { graph, ties, contents }: NetworkDrawing,
  { places, ways }: CompactLayout,
  size: CardSize,
  direction: FlowDirection,
  colours: FigureColours,
): string {
  const wires = graph.edges.map(({ source, target, port }) => {
    const [a, b, from, to] = [places.get(source), places.get(target), contents.get(source), contents.get(target)];
    if (!a || !b || !from || !to) return '';
    const share = (to.ports.findIndex(({ id }) => id === port) + 1) / (to.ports.length + 1);
    const begin =
      direction === 'right'
        ? { x: a.x + size.width, y: a.y + size.height / 2 }
        : { x: a.x + size.width / 2, y: a.y + size.height };
    const end = direction === 'right' ? { x: b.x, y: b.y + share * size.height } : { x: b.x + share * size.width, y: b.y };
    const [only, ...others] = to.tasks;
    const stroke = only && others.length === 0 ? colours.resolved(only.color) : colours.wire;
    const path = wirePath([begin, ...(ways.get(wayKey(source, target)) ?? []), end], direction);
    return element('path', { d: path, fill: 'none', stroke, 'stroke-width': 1.2, opacity: to.faded ? 0.5 : undefined });
  });
  const middle = ({ x, y }: Position): Position => ({ x: x + size.width / 2, y: y + size.height / 2 });
  const dashed = ties.map(({ a, b }) => {
    const [one, other] = [places.get(a), places.get(b)];
    if (!one || !other) return '';
    const [p, q] = [middle(one), middle(other)];
    return element('path', {
      d: `M${p.x} ${p.y}L${q.x} ${q.y}`,
      fill: 'none',
      stroke: colours.quiet,
      'stroke-width': 1.4,
      'stroke-dasharray': '4 3',
    });
  });
  const cards = graph.nodes.map(({ id }) => {
    const [place, content] = [places.get(id), contents.get(id)];
    return place && content ? cardAt(place, content, size, colours) : '';
  });
  return [...dashed, ...wires, ...cards].filter((part) => part !== '').join('\n');
}

/**
 * A network as a figure that is `width` units wide: its cards as close together as their words allow, the way round in which they are the largest; a
 * title, and the tasks by colour and symbol.
 */
export function networkFigure(drawing: NetworkDrawing, width: number, colours: FigureColours): Figure {
  const legend = drawing.tasks.map(({ name, symbol, color }) => ({ name, symbol, color, line: null }));
  const head = headOf(drawing.title, legend, width, colours);
  const room = width - 2 * border;
  const order = drawing.tasks.map(({ id }) => id);
  const [best] = cardSizes([...drawing.contents.values()])
    .flatMap((size) =>
      (['right', 'down'] as const).map((direction) => {
        const layout = compactLayout(drawing.graph, order, size, direction);
        const scale = Math.min(1, room / Math.max(1, layout.width), (mostTall * width) / Math.max(1, layout.height));
        return { size, direction, layout, scale };
      }),
    )
    // Of two that are read as well, the lower one.
    .toSorted((a, b) => b.scale - a.scale || a.layout.height - b.layout.height);
  const body = best ? drawn(drawing, best.layout, best.size, best.direction, colours) : '';
  const { scale = 1, layout: { width: wide, height: high } = { width: 0, height: 0 } } = best ?? {};
  const place = { x: border + (room - wide * scale) / 2, y: head.bottom + border };
  const network = `<g${attributes({ transform: `translate(${place.x.toFixed(2)} ${place.y.toFixed(2)}) scale(${scale.toFixed(4)})` })}>\n${body}\n</g>`;
  return {
    width,
    height: Math.ceil(place.y + high * scale + border),
    body: `${head.body}\n${network}`,
    smallest: drawing.graph.nodes.length === 0 ? fontSize.text : fontSize.small * scale,
  };
}
