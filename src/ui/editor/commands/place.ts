import { nodeSize } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';

/** The step in which hands move cards, in canvas units. */
export const grid = 8;
/** A place under the pointer is exactly that; the corner of the card comes onto the grid. */
export const unsnapped = { snapToGrid: false } as const;

const onGrid = (value: number): number => Math.round(value / grid) * grid;

/** The top left corner, on the grid, of a node with its middle at `middle`, or as near. */
export const centred = (middle: Position): Position => ({
  x: onGrid(middle.x - nodeSize.width / 2),
  y: onGrid(middle.y - nodeSize.height / 2),
});
