import type { GraphNode, Position, Project } from '../project/schema.ts';
import type { GraphAnalysis } from './analyze.ts';
import { moveNodes } from './edits.ts';

/**
 * Every node card has one size in canvas units, so that nothing waits for the browser to measure it and the layout is a pure function
 * of the document. Keep in step with `node-card.css`.
 */
export const nodeSize = { width: 140, height: 76 } as const;

/** How much a card grows downwards for its live picture; its ports stay where they are. */
const pictureHeight = 72;

const gap = 24;

/** The height of a card, by whether it has a picture. */
export const cardHeight = (pictured: boolean): number => nodeSize.height + (pictured ? pictureHeight : 0);

/** Layers that always have something to be seen inside; of others it depends on what stands before them (see `pictures.ts`). */
const alwaysPictured: ReadonlySet<string> = new Set([
  'mixture',
  'selector',
  'learnedSum',
  'multiHeadAttention',
  'transformerBlock',
  'attentionPool',
]);

/** Whether a node has a picture. */
export type Pictured = (node: Pick<GraphNode, 'id' | 'kind'>) => boolean;

/** As far as a kind says it by itself. */
export const picturedByKind: Pictured = ({ kind }) => alwaysPictured.has(kind);

/** As the analysis of a graph says; by kind where there is none, and for nodes that it does not know. */
export const picturedIn =
  (analysis: GraphAnalysis | null): Pictured =>
  (node) => {
    const found = analysis?.nodes.get(node.id);
    return found ? found.picture !== null : picturedByKind(node);
  };

type Placed = Pick<GraphNode, 'id' | 'kind' | 'position'>;

/** Whether two cards would cover each other, or nearly. */
export function overlaps(a: Placed, b: Placed, pictured: Pictured = picturedByKind): boolean {
  const [{ position: p }, { position: q }] = [a, b];
  const below = (upper: Position, node: Placed, lower: Position): boolean =>
    lower.y < upper.y + cardHeight(pictured(node)) + gap / 2;
  return Math.abs(p.x - q.x) < nodeSize.width + gap / 2 && below(p, a, q) && below(q, b, p);
}

/** From one node of a column to the next, where no card has a picture … */
const plainRow = 104;
/** … and where one has. */
const picturedRow = cardHeight(true) + 28;

/** The distance of rows in columns of so many nodes: one for all of them, so that what stands side by side stays so. */
export const rowStep = (columns: readonly (readonly string[])[], count: number, pictured: ReadonlySet<string>): number =>
  columns.some((ids) => ids.length === count && ids.slice(0, -1).some((id) => pictured.has(id))) ? picturedRow : plainRow;

/** The first place at or under `wanted` where a card, `self` or a new one, covers no other. */
export function freePlace(
  nodes: readonly Placed[],
  wanted: Position,
  pictured: Pictured = picturedByKind,
  self: Pick<GraphNode, 'id' | 'kind'> = { id: '', kind: '' },
): Position {
  let position = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  // Each round passes at least one node, so that there are no more rounds than nodes.
  for (let round = 0; round <= nodes.length; round++) {
    const covered = nodes.filter((node) => overlaps(node, { ...self, position }, pictured));
    if (covered.length === 0) return position;
    const bottom = Math.max(...covered.map((node) => node.position.y + cardHeight(pictured(node))));
    position = { x: position.x, y: bottom + gap };
  }
  return position;
}

/** Moves each of `ids`, one after the other, down to where it covers no other node. */
export function spread(project: Project, ids: readonly string[], pictured: Pictured = picturedByKind): Project {
  return ids.reduce((moved, id) => {
    const node = moved.graph.nodes.find((item) => item.id === id);
    if (!node) return moved;
    const others = moved.graph.nodes.filter((item) => item.id !== id);
    return moveNodes(moved, { [id]: freePlace(others, node.position, pictured, node) });
  }, project);
}
