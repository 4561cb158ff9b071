import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo, useContext } from 'react';
import type { FlowEdge } from '../elements/flow-types.ts';
import { FarContext } from './far-context.ts';

const hitWidth = 24;
const pad: [number, number] = [4, 2];

/** A smooth edge, or one around cards, that carries its shape. The first path pulses while training, if style sheet and reader let it. */
export const ShapeEdge = memo(function ShapeEdge(props: EdgeProps<FlowEdge>) {
  const [bezier, x, y] = getBezierPath(props);
  const { path, label } = props.data?.route ?? { path: bezier, label: { x, y } };
  const far = useContext(FarContext);
  const color = props.data?.color ?? null;
  return (
    <g data-sharing={props.data?.sharing} data-faded={props.data?.faded || undefined}>
      {far ? null : <path className="ed-pulse" d={path} {...(color === null ? {} : { style: { stroke: color } })} />}
      <BaseEdge
        id={props.id}
        path={path}
        interactionWidth={hitWidth}
        label={far || label === null ? null : props.data?.shape}
        labelX={label?.x ?? x}
        labelY={label?.y ?? y}
        labelShowBg
        labelBgPadding={pad}
        labelBgBorderRadius={4}
        {...(color === null || props.selected ? {} : { style: { stroke: color } })}
      />
    </g>
  );
});
