import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import type { FlowEdge } from '../elements/flow-types.ts';

const hitWidth = 24;
const pad: [number, number] = [4, 2];

/** A smooth edge that carries its shape. The first path pulses while training, if style sheet and reader let it. */
export const ShapeEdge = memo(function ShapeEdge(props: EdgeProps<FlowEdge>) {
  const [path, labelX, labelY] = getBezierPath(props);
  const color = props.data?.color ?? null;
  return (
    <g data-sharing={props.data?.sharing}>
      <path className="ed-pulse" d={path} {...(color === null ? {} : { style: { stroke: color } })} />
      <BaseEdge
        id={props.id}
        path={path}
        interactionWidth={hitWidth}
        label={props.data?.shape}
        labelX={labelX}
        labelY={labelY}
        labelShowBg
        labelBgPadding={pad}
        labelBgBorderRadius={4}
        {...(color === null || props.selected ? {} : { style: { stroke: color } })}
      />
    </g>
  );
});
