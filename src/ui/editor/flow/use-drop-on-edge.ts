import { useReactFlow } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import { nodeSize } from '../../../core/graph/place.ts';
import { usePlayground } from '../../../store/react.tsx';
import { isLoose } from '../commands/insert-existing.ts';
import type { Commands } from '../commands/use-commands.ts';
import { edgeUnder } from '../elements/drop-target.ts';
import type { FlowNode } from '../elements/flow-types.ts';

/** A node that nothing is connected to, dragged onto an edge, is wired into it when the hand lets go. */
export function useDropOnEdge(commands: Commands) {
  const { project } = usePlayground();
  const { flowToScreenPosition } = useReactFlow();
  const [edge, setEdge] = useState<string | null>(null);
  const held = useRef<string | null>(null);

  const onNodeDrag = useCallback(
    (_event: unknown, node: FlowNode, dragged: readonly FlowNode[]) => {
      const loose = dragged.length === 1 && isLoose(project.getState().project, node.id);
      const middle = flowToScreenPosition({
        x: node.position.x + nodeSize.width / 2,
        y: node.position.y + nodeSize.height / 2,
      });
      held.current = loose ? edgeUnder(middle.x, middle.y) : null;
      setEdge(held.current);
    },
    [project, flowToScreenPosition],
  );

  const onNodeDragStop = useCallback(
    (_event: unknown, node: FlowNode) => {
      const target = held.current;
      held.current = null;
      setEdge(null);
      if (target !== null) commands.insertExisting(node.id, target, node.position);
    },
    [commands],
  );

  return { edge, onNodeDrag, onNodeDragStop };
}
