import type { Rect, Viewport } from '@xyflow/react';
import type { Size } from '../../../core/graph/layout/size.ts';
import { cardHeight, nodeSize } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';
import type { FlowNode } from '../elements/flow-types.ts';
import { mostWhole } from './in-view.ts';

/** Of the overview, and how far it stands from the sides of the canvas, in pixels. */
export const overviewSize = { width: 132, height: 88 } as const;
const margin = { side: 8, bottom: 48 } as const;
/** Where it may stand between the tools and the lower edge, from below, as parts of the height. */
const heights = [1, 0.7, 0.45] as const;

/**
 * Where the upper left corner of the overview stands on the canvas, in its pixels: at a side where it covers no card. Nowhere while everything is
 * in view, or where there is no such place. In a network of hundreds cards are everywhere, and only the overview says where one is: there it stands
 * where it covers the fewest.
 */
export function overviewPlace(nodes: readonly FlowNode[], bounds: Rect, { x, y, zoom }: Viewport, canvas: Size): Position | null {
  const all = { left: bounds.x * zoom + x, top: bounds.y * zoom + y, width: bounds.width * zoom, height: bounds.height * zoom };
  const whole =
    all.left >= -1 && all.top >= -1 && all.left + all.width <= canvas.width + 1 && all.top + all.height <= canvas.height + 1;
  if (whole || nodes.length === 0) return null;
  const lowest = canvas.height - margin.bottom - overviewSize.height;
  const right = canvas.width - margin.side - overviewSize.width;
  const places = heights.flatMap((part) => [right, margin.side].map((left) => ({ x: left, y: Math.round(lowest * part) })));
  const covered = (place: Position): number =>
    nodes.filter(({ position, data }) => {
      const [left, top] = [position.x * zoom + x, position.y * zoom + y];
      return (
        left < place.x + overviewSize.width &&
        left + nodeSize.width * zoom > place.x &&
        top < place.y + overviewSize.height &&
        top + cardHeight(data.picture !== null) * zoom > place.y
      );
    }).length;
  const [best] = places.map((place) => ({ place, count: covered(place) })).sort((a, b) => a.count - b.count);
  return best && (best.count === 0 || nodes.length > mostWhole) ? best.place : null;
}
