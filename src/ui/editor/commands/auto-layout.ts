import { Graph as LayoutGraph, layout } from '@dagrejs/dagre';
import { nodeSize, type Pictured, pictureHeight } from '../../../core/graph/place.ts';
import type { Graph, Position } from '../../../core/project/schema.ts';

/** Gaps in canvas units: room for a shape label between two columns, and for a badge between two rows. */
const columnGap = 60;
const rowGap = 28;
const grid = 4;

const snap = (value: number): number => Math.round(value / grid) * grid;

/**
 * A layout knows no cards whose wires end above their middle. A card with a picture counts as taller than it is, so that its upper part, where the
 * wires end, can stand in the middle while the picture below it keeps its distance.
 */
const heightOf = (pictured: boolean): number => (pictured ? nodeSize.height + 2 * (pictureHeight - rowGap / 2) : nodeSize.height);

/**
 * A layered drawing from left to right (Sugiyama, Tagawa and Toda, 1981, by dagre): the top left corner of every node, by id, the
 * whole drawing starting at (0, 0). The same graph gives the same drawing.
 */
export function autoLayout(graph: Graph, pictured: Pictured = () => false): ReadonlyMap<string, Position> {
  const drawing = new LayoutGraph({ multigraph: true });
  drawing.setGraph({ rankdir: 'LR', ranksep: columnGap, nodesep: rowGap, edgesep: rowGap / 2 });
  drawing.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(graph.nodes.map(({ id }) => id));
  for (const node of graph.nodes) drawing.setNode(node.id, { width: nodeSize.width, height: heightOf(pictured(node)) });
  for (const { id, source, target } of graph.edges) {
    if (ids.has(source) && ids.has(target)) drawing.setEdge(source, target, {}, id);
  }
  layout(drawing);
  return atOrigin(
    graph.nodes.map(({ id }) => {
      const { x = 0, y = 0 } = drawing.node(id);
      return [id, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 }] as const;
    }),
  );
}

function atOrigin(corners: readonly (readonly [string, Position])[]): ReadonlyMap<string, Position> {
  const left = Math.min(...corners.map(([, { x }]) => x));
  const top = Math.min(...corners.map(([, { y }]) => y));
  return new Map(corners.map(([id, { x, y }]) => [id, { x: snap(x - left), y: snap(y - top) }]));
}
