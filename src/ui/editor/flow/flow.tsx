import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type Connection as FlowConnection,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Viewport,
} from '@xyflow/react';
import { type KeyboardEvent, type MouseEvent as ReactMouseEvent, useCallback, useMemo } from 'react';
import { usePlayground, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { centred } from '../commands/place.ts';
import type { Commands } from '../commands/use-commands.ts';
import { tieOf } from '../elements/flow-ties.ts';
import type { FlowEdge, FlowNode } from '../elements/flow-types.ts';
import { NodeCard } from '../nodes/node-card.tsx';
import { ShapeEdge } from '../nodes/shape-edge.tsx';
import { TieEdge } from '../nodes/tie-edge.tsx';
import { useEditor, useEditorState } from '../state/editor-context.tsx';
import type { MenuSubject } from '../state/editor-state.ts';
import { isArrow, neighbour } from './neighbour.ts';
import { useDropOnEdge } from './use-drop-on-edge.ts';
import { useFlowElements } from './use-flow-elements.ts';
import { useMoving } from './use-moving.ts';
import { useWiring } from './use-wiring.ts';

const nodeTypes: NodeTypes = { card: NodeCard };
const edgeTypes: EdgeTypes = { shape: ShapeEdge, tie: TieEdge };
const grid: [number, number] = [8, 8];
/** Middle button only, while a plain drag selects; otherwise the left one too. */
const panWhileSelecting = [1];
const panByHand = [0, 1];

const miniMapColor = ({ data }: FlowNode): string => {
  const [only, ...others] = data.tasks;
  return only && others.length === 0 ? only.color : 'var(--ed-minimap-node)';
};

function useAriaLabels(): Partial<AriaLabelConfig> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('editor.aria.node'),
      'node.a11yDescription.keyboardDisabled': t('editor.aria.node'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }) => t('editor.aria.moved', { x, y }),
      'edge.a11yDescription.default': t('editor.aria.edge'),
      'minimap.ariaLabel': t('editor.aria.minimap'),
      'handle.ariaLabel': t('editor.aria.handle'),
    }),
    [t],
  );
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
  const { screenToFlowPosition } = useReactFlow();
  const { moving, onNodesChange, onEdgesChange } = useMoving();
  const drop = useDropOnEdge(commands);
  const { nodes, edges } = useFlowElements(moving, drop.edge);
  const { onConnectStart, onConnectEnd, isValidConnection } = useWiring(commands);
  const ariaLabels = useAriaLabels();
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

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (!(event.target instanceof Element) || !event.target.matches('.react-flow__node')) return;
      const id = idOf(event.target, '.react-flow__node');
      const all = project.getState().project.graph.nodes;
      const from = all.find((node) => node.id === id);
      if (!from) return;
      const chosen = view.getState().selection.nodes.includes(from.id);
      if (event.key === 'Enter') reveal([from.id]);
      // Space trains; on a node that is not selected yet it selects, as React Flow does with Enter.
      if (event.key === ' ' && !chosen) event.preventDefault();
      if (!isArrow(event.key) || chosen) return;
      event.preventDefault();
      const next = neighbour(all, from, event.key);
      const root = editor.root.current;
      if (next) root?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next.id)}"]`)?.focus();
    },
    [project, view, editor, reveal],
  );

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
        const at = centred(screenToFlowPosition({ x: event.clientX, y: event.clientY }));
        editor.open({ kind: 'search', screen, at, wire: null });
      }
    },
    [editor, view, commands, reveal, screenToFlowPosition],
  );

  return (
    <ReactFlow<FlowNode, FlowEdge>
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
      onPaneContextMenu={(event) =>
        openMenu(event, { type: 'canvas', at: centred(screenToFlowPosition({ x: event.clientX, y: event.clientY })) })
      }
      onKeyDown={onKeyDown}
      onDoubleClick={onDoubleClick}
      onMoveStart={onMoveStart}
      onMoveEnd={onMoveEnd}
      {...(start ? { defaultViewport: start } : {})}
      zoomOnDoubleClick={false}
      minZoom={0.15}
      maxZoom={2.5}
      connectionRadius={28}
      nodeDragThreshold={2}
      snapToGrid
      snapGrid={grid}
      selectionOnDrag={selecting}
      selectionMode={SelectionMode.Partial}
      panOnDrag={selecting ? panWhileSelecting : panByHand}
      panActivationKeyCode={null}
      deleteKeyCode={null}
      multiSelectionKeyCode={['Meta', 'Control']}
      nodesFocusable
      edgesFocusable
      attributionPosition="bottom-right"
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} />
      <MiniMap<FlowNode>
        className="ed-minimap"
        position="bottom-right"
        nodeColor={miniMapColor}
        nodeBorderRadius={16}
        pannable
        zoomable
      />
    </ReactFlow>
  );
}
