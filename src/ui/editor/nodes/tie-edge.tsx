import { BaseEdge, type EdgeProps, type InternalNode, useInternalNode } from '@xyflow/react';
import { memo } from 'react';
import { nodeSize } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';
import type { FlowEdge } from '../elements/flow-types.ts';

const hitWidth = 24;
const pad: [number, number] = [4, 2];
/** How far the line swings out where cards stand side by side, in canvas units. */
const swing = 40;
/** The weight stands beside the line, which is short between neighbours. */
const labelAside = 30;

interface Line extends Position {
  readonly path: string;
}

const placeOf = (node: InternalNode): Position => node.internals.positionAbsolute;

/** From the middle of one card's edge to the other's: straight down where one stands below, in a bow over cards of one row. */
function lineBetween(a: InternalNode, b: InternalNode): Line {
  const { width } = nodeSize;
  const [above, below] = placeOf(a).y <= placeOf(b).y ? [a, b] : [b, a];
  const [upper, lower] = [placeOf(above), placeOf(below)];
  // A card with a picture is taller than the others.
  const height = above.measured.height ?? nodeSize.height;
  const [fromX, toX] = [upper.x + width / 2, lower.x + width / 2];
  const apart = lower.y - upper.y >= height;
  const [fromY, toY] = [upper.y + (apart ? height : 0), lower.y];
  const bend = apart ? (toY - fromY) / 2 : -swing;
  const [c1, c2] = apart ? [fromY + bend, toY - bend] : [fromY + bend, toY + bend];
  const path = `M ${fromX} ${fromY} C ${fromX} ${c1}, ${toX} ${c2}, ${toX} ${toY}`;
  return { path, x: (fromX + toX) / 2 + (apart ? labelAside : 0), y: (fromY + toY) / 8 + ((c1 + c2) * 3) / 8 };
}

/** Soft sharing between two layers: a dashed line without direction that carries its weight. */
export const TieEdge = memo(function TieEdge({ id, source, target, data, selected }: EdgeProps<FlowEdge>) {
  const [a, b] = [useInternalNode(source), useInternalNode(target)];
  if (!a || !b) return null;
  const { path, x, y } = lineBetween(a, b);
  return (
    <g data-selected={selected || undefined}>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={hitWidth}
        label={data?.shape}
        labelX={x}
        labelY={y}
        labelShowBg
        labelBgPadding={pad}
        labelBgBorderRadius={4}
      />
    </g>
  );
});
