import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import type { FlowEdge, FlowNode } from '../elements/flow-types.ts';
import { boundsOf, colourPaths, wirePath } from './overview-paths.ts';

/** Cards and wires that are too many, and too small, to be told apart, as one picture: a path per colour, and one for all wires. */
export function Crowd({ nodes, edges }: { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] }) {
  const bounds = useMemo(() => boundsOf(nodes), [nodes]);
  const wires = useMemo(() => wirePath(nodes, edges), [nodes, edges]);
  const cards = useMemo(() => colourPaths(nodes), [nodes]);
  return (
    <ViewportPortal>
      <svg
        className="ed-crowd"
        aria-hidden
        style={{ left: bounds.x, top: bounds.y }}
        width={bounds.width}
        height={bounds.height}
        viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
      >
        <path className="ed-crowd-wires" d={wires} />
        {cards.map(([color, path]) => (
          <path key={color} className="ed-crowd-cards" d={path} fill={color} />
        ))}
      </svg>
    </ViewportPortal>
  );
}
