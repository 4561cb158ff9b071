import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { moveNodes } from '../../../core/graph/edits.ts';
import type { Position } from '../../../core/project/schema.ts';
import { emptyRecord } from '../../../core/util/own-value.ts';
import { usePlayground } from '../../../store/react.tsx';
import { dragGesture } from '../commands/insert-existing.ts';
import type { FlowEdge, FlowNode } from '../elements/flow-types.ts';

/** Arrow keys pressed with less than this between them move a node in one undo step. */
const seriesMs = 1000;
const arrowGesture = 'canvas:arrows';
const none: ReadonlyMap<string, Position> = new Map();

function applySelection(chosen: readonly string[], changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[]): string[] {
  const next = new Set(chosen);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  return [...next];
}

/**
 * What React Flow reports back: where nodes are while they are dragged (kept here, so that the document changes once, when the hand
 * lets go), moves by arrow keys, and the selection.
 */
export function useMoving() {
  const { project, view } = usePlayground();
  const [moving, setMoving] = useState(none);
  const dragging = useRef(false);
  const series = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(series.current), []);

  const commit = useCallback(
    (positions: Readonly<Record<string, Position>>) => {
      if (dragging.current) {
        dragging.current = false;
        project.endGesture();
        project.edit((current) => moveNodes(current, positions), { gesture: dragGesture });
      } else {
        project.edit((current) => moveNodes(current, positions), { gesture: arrowGesture });
        clearTimeout(series.current);
        series.current = setTimeout(() => project.endGestureOf(arrowGesture), seriesMs);
      }
      setMoving(none);
    },
    [project],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const held = new Map<string, Position>();
      const placed = emptyRecord<Position>();
      for (const change of changes) {
        if (change.type !== 'position' || !change.position) continue;
        if (change.dragging) held.set(change.id, change.position);
        else placed[change.id] = change.position;
      }
      if (held.size > 0) {
        dragging.current = true;
        setMoving((current) => new Map([...current, ...held]));
      }
      if (Object.keys(placed).length > 0) commit(placed);
      if (changes.some(({ type }) => type === 'select')) {
        const { nodes, edges } = view.getState().selection;
        view.select(applySelection(nodes, changes), edges);
      }
    },
    [commit, view],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      if (!changes.some(({ type }) => type === 'select')) return;
      const { nodes, edges } = view.getState().selection;
      view.select(nodes, applySelection(edges, changes));
    },
    [view],
  );

  return useMemo(() => ({ moving, onNodesChange, onEdgesChange }), [moving, onNodesChange, onEdgesChange]);
}
