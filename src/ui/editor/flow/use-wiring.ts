import type { FinalConnectionState, Connection as FlowConnection, OnConnectStartParams } from '@xyflow/react';
import { useReactFlow } from '@xyflow/react';
import { useCallback, useRef } from 'react';
import { checkConnection } from '../../../core/graph/check-connection.ts';
import type { Connection } from '../../../core/graph/edits.ts';
import { flowOf } from '../../../core/graph/layout/flow.ts';
import { freePlace, nodeSize, picturedIn } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';
import { derive } from '../../../store/derived.ts';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { centred, unsnapped } from '../commands/place.ts';
import type { Commands } from '../commands/use-commands.ts';
import { checkAgainst, checkAll, isRefusal, type WireStart } from '../commands/verdicts.ts';
import { useEditor } from '../state/editor-context.tsx';

const pointOf = (event: MouseEvent | TouchEvent): Position => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
};

/** A hand that lets go this near to where it pressed has not moved, in pixels. */
const pressed = 24;

/** The node whose card is at a point of the window. */
export const nodeUnder = (x: number, y: number): string | null =>
  document.elementFromPoint(x, y)?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;

const toConnection = ({ source, target, targetHandle }: FlowConnection): Connection => ({
  source,
  target,
  port: targetHandle ?? 'in',
});

/**
 * Drawing a wire: checked against every node when it begins, refused with words, and completed by whatever it ends on: a dot, a card
 * (through the port that suits), a head of another width (offer of a Dense), or nothing (a new layer).
 */
export function useWiring(commands: Commands) {
  const editor = useEditor();
  const { project: store } = usePlayground();
  const { screenToFlowPosition } = useReactFlow();
  const { t } = useTranslation();
  const start = useRef<WireStart | null>(null);
  const begun = useRef<Position>({ x: 0, y: 0 });

  const complete = useCallback(
    (connection: Connection, x: number, y: number) => {
      const project = store.getState().project;
      const { signature } = derive(project);
      const item = signature ? checkConnection(project, signature, connection) : null;
      if (item && isRefusal(item)) commands.refuse([item]);
      else if (item?.code === 'graph.headFit') editor.open({ kind: 'offer', screen: editor.toCanvas(x, y), connection, item });
      else commands.connect(connection);
    },
    [store, commands, editor],
  );

  const onConnectStart = useCallback(
    (event: MouseEvent | TouchEvent, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (nodeId === null) return;
      begun.current = pointOf(event);
      const project = store.getState().project;
      const { signature } = derive(project);
      const held: WireStart =
        handleType === 'target' ? { side: 'port', node: nodeId, port: handleId ?? 'in' } : { side: 'output', node: nodeId };
      start.current = held;
      if (!signature) {
        editor.notify({ text: t('editor.notice.noInputData'), tone: 'error', about: null });
        return;
      }
      const verdicts = new Map(checkAll(project, signature, held).map(({ node, item }) => [node.id, item]));
      editor.set({ popup: null, wiring: { node: nodeId, side: held.side, verdicts } });
    },
    [store, editor, t],
  );

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const held = start.current;
      start.current = null;
      editor.set({ wiring: null });
      if (held === null) return;
      const { x, y } = pointOf(event);
      const project = store.getState().project;
      const over = state.toNode?.id ?? nodeUnder(x, y);
      const node = over === held.node ? undefined : project.graph.nodes.find(({ id }) => id === over);
      const { signature } = derive(project);
      if (over === held.node && signature) {
        // Who only pressed the dot has drawn no wire.
        const far = Math.hypot(x - begun.current.x, y - begun.current.y) > pressed;
        const port = held.side === 'port' ? held.port : 'in';
        const item = far ? checkConnection(project, signature, { source: over, target: over, port }) : null;
        if (item) commands.refuse([item]);
        return;
      }
      if (node && signature) {
        complete(checkAgainst(project, signature, held, node).connection, x, y);
        return;
      }
      const onPane = document.elementFromPoint(x, y)?.closest('.react-flow__pane, .react-flow__edges') !== null;
      if (over !== null || !onPane) return;
      const at = screenToFlowPosition({ x, y }, unsnapped);
      const isPort = held.side === 'port';
      const down = flowOf(project.graph) === 'down';
      const half = nodeSize[down ? 'height' : 'width'] / (isPort ? -2 : 2);
      // The end of the wire is at the middle of the new card's side.
      const corner = centred(down ? { x: at.x, y: at.y + half } : { x: at.x + half, y: at.y });
      editor.open({
        kind: 'search',
        screen: editor.toCanvas(x, y),
        at: freePlace(project.graph.nodes, corner, picturedIn(derive(project).analysis)),
        wire: isPort ? { from: 'port', node: held.node, port: held.port } : { from: 'output', node: held.node },
      });
    },
    [store, editor, commands, complete, screenToFlowPosition],
  );

  /** Asked at every move of the pointer: answered from the verdicts of the wire's beginning where they are enough. */
  const isValidConnection = useCallback(
    (connection: { source: string; target: string; targetHandle?: string | null }) => {
      const project = store.getState().project;
      const { signature } = derive(project);
      if (!signature) return false;
      const { source, target, targetHandle } = connection;
      return !isRefusal(checkConnection(project, signature, { source, target, port: targetHandle ?? 'in' }));
    },
    [store],
  );

  return { onConnectStart, onConnectEnd, isValidConnection, toConnection };
}
