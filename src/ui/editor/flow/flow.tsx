import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type Connection as FlowConnection,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
  type Viewport,
} from '@xyflow/react';
import {
  type KeyboardEvent,
  lazy,
  type MouseEvent as ReactMouseEvent,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { nodeSize } from '../../../core/graph/place.ts';
import { usePlayground, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { centred, grid, unsnapped } from '../commands/place.ts';
import type { Commands } from '../commands/use-commands.ts';
import { tieOf } from '../elements/flow-ties.ts';
import type { FlowEdge, FlowNode } from '../elements/flow-types.ts';
import { FarContext } from '../nodes/far-context.ts';
import { levelOf } from '../nodes/levels.ts';
import { NodeCard } from '../nodes/node-card.tsx';
import { ShapeEdge } from '../nodes/shape-edge.tsx';
import { TieEdge } from '../nodes/tie-edge.tsx';
import { useEditor, useEditorState } from '../state/editor-context.tsx';
import type { MenuSubject } from '../state/editor-state.ts';
import { allSeen, cardAt, seenArea } from './in-view.ts';
import { isArrow, neighbour } from './neighbour.ts';
import { useDropOnEdge } from './use-drop-on-edge.ts';
import { useFlowElements } from './use-flow-elements.ts';
import { useInView } from './use-in-view.ts';
import { useMoving } from './use-moving.ts';
import { useWiring } from './use-wiring.ts';
import { leastZoom } from './whole-view.ts';

// Nobody needs it while everything is in view, as it is at first.
const Overview = lazy(async () => ({ default: (await import('./overview.tsx')).Overview }));
const Crowd = lazy(async () => ({ default: (await import('./crowd.tsx')).Crowd }));

const nodeTypes: NodeTypes = { card: NodeCard };
const edgeTypes: EdgeTypes = { shape: ShapeEdge, tie: TieEdge };
const snapGrid: [number, number] = [grid, grid];
/** Middle button only, while a plain drag selects; otherwise the left one too. */
const panWhileSelecting = [1];
const panByHand = [0, 1];

/** So long the picture may take to be framed before it is said to be cut, in ms. */
const overviewMs = 100;

/** Of a large network nobody can read the cards at this zoom and below. */
const farZoom = 0.4;
/** Where they can. */
const nearZoom = 0.8;

function useAriaLabels(): Partial<AriaLabelConfig> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('editor.aria.node'),
      'node.a11yDescription.keyboardDisabled': t('editor.aria.node'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }) => t('editor.aria.moved', { x, y }),
      'edge.a11yDescription.default': t('editor.aria.edge'),
      'handle.ariaLabel': t('editor.aria.handle'),
    }),
    [t],
  );
}

/** Whether something has been out of view for a moment: from then on there is an overview, which knows by itself where it is of use. */
function useOverview(nodes: readonly FlowNode[]): boolean {
  const outside = useStore(
    ({ transform: [x, y, zoom], width, height }) => width > 0 && !allSeen(nodes, seenArea({ x, y, zoom }, width, height)),
  );
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (!outside || wanted) return;
    const timer = setTimeout(() => setWanted(true), overviewMs);
    return () => clearTimeout(timer);
  }, [outside, wanted]);
  return wanted;
}

const idOf = (element: Element, of: string): string | null => element.closest(of)?.getAttribute('data-id') ?? null;

interface FlowProps {
  readonly commands: Commands;
  readonly onMoveStart: (event: MouseEvent | TouchEvent | null) => void;
  readonly onMoveEnd: (event: MouseEvent | TouchEvent | null, viewport: Viewport) => void;
  /** Brings nodes into view, out from behind the drawer. */
  readonly reveal: (ids: readonly string[]) => void;
}

/** The network itself: nodes and edges of the document, and the hands on them. */
export function Flow({ commands, onMoveStart, onMoveEnd, reveal }: FlowProps) {
  const editor = useEditor();
  const { selecting } = useEditorState();
  const inspecting = useView((state) => state.inspecting);
  const { project, view } = usePlayground();
  const { screenToFlowPosition, setCenter, getViewport } = useReactFlow();
  const { moving, onNodesChange, onEdgesChange } = useMoving();
  const drop = useDropOnEdge(commands);
  const elements = useFlowElements(moving, drop.edge);
  const { many, crowd, nodes, edges } = useInView(elements.nodes, elements.edges);
  const zoomedOut = useStore((state) => state.transform[2] < farZoom);
  const level = useStore((state) => levelOf(state.transform[2]));
  const overview = useOverview(elements.nodes);
  const { onConnectStart, onConnectEnd, isValidConnection } = useWiring(commands);
  const ariaLabels = useAriaLabels();
  const { t } = useTranslation();
  const start = view.getState().viewport;

  const openMenu = useCallback(
    (event: ReactMouseEvent | MouseEvent, subject: MenuSubject) => {
      event.preventDefault();
      // The context-menu key reports no place: the menu opens at what has the focus.
      const bounds = event.target instanceof Element ? event.target.getBoundingClientRect() : null;
      const byKey = event.clientX === 0 && event.clientY === 0 && bounds !== null;
      const screen = byKey ? editor.toCanvas(bounds.right, bounds.top) : editor.toCanvas(event.clientX, event.clientY);
      editor.open({ kind: 'menu', screen, subject });
    },
    [editor],
  );

  const onNodeMenu = useCallback(
    (event: ReactMouseEvent, { id }: FlowNode) => {
      const { nodes: chosen } = view.getState().selection;
      if (chosen.length > 1 && chosen.includes(id)) {
        openMenu(event, { type: 'selection' });
        return;
      }
      view.select([id]);
      openMenu(event, { type: 'node', id });
    },
    [view, openMenu],
  );

  const awaited = useRef<MutationObserver>(null);
  useEffect(() => () => awaited.current?.disconnect(), []);

  /** A card out of view may not be there yet: it is brought into view, and has the focus once it is drawn. */
  const focusCard = useCallback(
    (id: string) => {
      const card = (): HTMLElement | null | undefined =>
        editor.root.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
      const there = card();
      if (there) {
        there.focus();
        return;
      }
      reveal([id]);
      const root = editor.root.current;
      if (!root) return;
      const observer = new MutationObserver(() => {
        const drawn = card();
        if (!drawn) return;
        observer.disconnect();
        drawn.focus();
      });
      awaited.current?.disconnect();
      awaited.current = observer;
      observer.observe(root, { childList: true, subtree: true });
    },
    [editor, reveal],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (!(event.target instanceof Element) || !event.target.matches('.react-flow__node')) return;
      const id = idOf(event.target, '.react-flow__node');
      const all = project.getState().project.graph.nodes;
      const from = all.find((node) => node.id === id);
      if (!from) return;
      const chosen = view.getState().selection.nodes.includes(from.id);
      if (event.key === 'Enter') {
        reveal([from.id]);
        editor.intoParameters.current = true;
        // The drawer may be there already.
        editor.set({});
      }
      // Space trains; on a node that is not selected yet it selects, as React Flow does with Enter.
      if (event.key === ' ' && !chosen) event.preventDefault();
      if (!isArrow(event.key) || chosen) return;
      event.preventDefault();
      const next = neighbour(all, from, event.key);
      if (next) focusCard(next.id);
    },
    [editor, project, view, focusCard, reveal],
  );

  // Layers come before wires for who goes by Tab: in the document's order, not in that in which they lie over one another.
  const layersFirst = useCallback(() => {
    const edges = editor.root.current?.querySelector('.react-flow__edges');
    edges?.parentElement?.append(edges);
  }, [editor]);

  const onDoubleClick = useCallback(
    (event: ReactMouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const screen = editor.toCanvas(event.clientX, event.clientY);
      const edge = idOf(event.target, '.react-flow__edge');
      if (edge !== null && tieOf(edge) !== null) {
        view.set({ inspecting: true });
      } else if (edge !== null) {
        editor.open({ kind: 'search', screen, at: commands.middleOf(edge), wire: { from: 'edge', edge } });
      } else if (event.target.closest('.react-flow__node')) {
        view.set({ inspecting: true });
        reveal([idOf(event.target, '.react-flow__node') ?? '']);
      } else if (event.target.closest('.react-flow__pane')) {
        const at = centred(screenToFlowPosition({ x: event.clientX, y: event.clientY }, unsnapped));
        editor.open({ kind: 'search', screen, at, wire: null });
      }
    },
    [editor, view, commands, reveal, screenToFlowPosition],
  );

  /** A card of a crowd is gone to, where it can be read and taken hold of. */
  const approach = useCallback(
    (event: ReactMouseEvent) => {
      const card = cardAt(elements.nodes, screenToFlowPosition({ x: event.clientX, y: event.clientY }, unsnapped));
      if (!card) return;
      onMoveStart(event.nativeEvent);
      void setCenter(card.position.x + nodeSize.width / 2, card.position.y + nodeSize.height / 2, { zoom: nearZoom });
      onMoveEnd(event.nativeEvent, getViewport());
    },
    [elements.nodes, screenToFlowPosition, setCenter, getViewport, onMoveStart, onMoveEnd],
  );

  return (
    <FarContext value={many && zoomedOut}>
      <ReactFlow<FlowNode, FlowEdge>
        data-level={level}
        aria-label={t('editor.canvas.label')}
        onInit={layersFirst}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        ariaLabelConfig={ariaLabels}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDrag={drop.onNodeDrag}
        onNodeDragStop={(event, node, dragged) => {
          drop.onNodeDragStop(event, node);
          if (inspecting) reveal(dragged.map(({ id }) => id));
        }}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        isValidConnection={(connection: FlowConnection | FlowEdge) => isValidConnection(connection)}
        onNodeClick={(event, { id }) => {
          // React Flow keeps what is selected when one of several is clicked.
          if (!event.ctrlKey && !event.metaKey && view.getState().selection.nodes.length > 1) view.select([id]);
          if (inspecting) reveal([id]);
        }}
        onEdgeClick={(_event, { id, source, target }) => {
          if (inspecting && tieOf(id) !== null) reveal([source, target]);
        }}
        onNodeContextMenu={onNodeMenu}
        onSelectionContextMenu={(event) => openMenu(event, { type: 'selection' })}
        onEdgeContextMenu={(event, { id }) => openMenu(event, { type: 'edge', id })}
        {...(crowd ? { onPaneClick: approach } : {})}
        onPaneContextMenu={(event) =>
          openMenu(event, {
            type: 'canvas',
            at: centred(screenToFlowPosition({ x: event.clientX, y: event.clientY }, unsnapped)),
          })
        }
        onKeyDown={onKeyDown}
        onDoubleClick={onDoubleClick}
        onMoveStart={onMoveStart}
        onMoveEnd={onMoveEnd}
        {...(start ? { defaultViewport: start } : {})}
        zoomOnDoubleClick={false}
        minZoom={leastZoom}
        maxZoom={2.5}
        connectionRadius={28}
        nodeDragThreshold={2}
        snapToGrid
        snapGrid={snapGrid}
        selectionOnDrag={selecting}
        selectionMode={SelectionMode.Partial}
        panOnDrag={selecting ? panWhileSelecting : panByHand}
        panActivationKeyCode={null}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Meta', 'Control']}
        nodesFocusable
        onlyRenderVisibleElements={many}
        edgesFocusable
        attributionPosition="bottom-right"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} />
        <Suspense fallback={null}>
          {crowd ? <Crowd nodes={elements.nodes} edges={elements.edges} /> : null}
          {overview ? <Overview nodes={elements.nodes} onMoveStart={onMoveStart} onMoveEnd={onMoveEnd} /> : null}
        </Suspense>
      </ReactFlow>
    </FarContext>
  );
}
