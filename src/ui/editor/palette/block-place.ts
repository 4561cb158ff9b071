import { type BlockPlace, nowhere } from '../../../core/graph/blocks/block.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { DropTarget } from '../elements/drop-target.ts';

/**
 * Where a block goes that is let go over `target`: into the wire; to the node, and with it to all others that are selected if it is one
 * of them (a fusion joins several); over nothing, or over what is no wire of data, to where the tasks part.
 */
export function placeOf({ graph }: Project, { node, edge }: DropTarget, selected: readonly string[]): BlockPlace {
  if (node !== null) return { nodes: selected.includes(node) ? selected : [node], edge: null };
  return graph.edges.some(({ id }) => id === edge) ? { nodes: [], edge } : nowhere;
}
