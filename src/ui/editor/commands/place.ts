import { nodeSize } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';

/** The top left corner of a node with its middle at `middle`. */
export const centred = (middle: Position): Position => ({
  x: middle.x - nodeSize.width / 2,
  y: middle.y - nodeSize.height / 2,
});
