import { useEffect } from 'react';
import type { BlockPlace } from '../../../core/graph/blocks/block.ts';
import { flowOf } from '../../../core/graph/layout/flow.ts';
import { cardHeight, nodeSize, picturedIn } from '../../../core/graph/place.ts';
import type { Position } from '../../../core/project/schema.ts';
import { derive } from '../../../store/derived.ts';
import { usePlayground } from '../../../store/react.tsx';
import { tieOf } from '../elements/flow-ties.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup } from '../state/editor-state.ts';
import { afterRemoval } from './after-removal.ts';
import type { Commands } from './use-commands.ts';

/** Keys belong to what has the focus: typing, choosing, a menu that is open, a slider. */
const ownKeys =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="menu"], [role="listbox"], [role="dialog"], [role="tab"], [role="separator"]';

const ownsKeys = (target: EventTarget | null): boolean => target instanceof Element && target.closest(ownKeys) !== null;

/** Where a composite block goes: at what is selected. */
export function selectedPlace(view: ReturnType<typeof usePlayground>['view']): BlockPlace {
  const { nodes, edges } = view.getState().selection;
  const [edge] = edges.filter((id) => tieOf(id) === null);
  return { nodes, edge: nodes.length === 0 && edge !== undefined ? edge : null };
}

/** Where a popup for a node opens: beside its card. */
export function besideNode(editor: ReturnType<typeof useEditor>, id: string): Position {
  const card = editor.root.current?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  const bounds = card?.getBoundingClientRect();
  return bounds ? editor.toCanvas(bounds.right + 8, bounds.top) : { x: 72, y: 72 };
}

/**
 * The canvas's keys, while the focus is on it or nowhere: Delete and Backspace, Ctrl/Cmd+C, X, V, D and A, `A` add,
 * `B` a block, `C` connect, Enter parameters, Escape. Undo and redo belong to the page.
 */
export function useShortcuts(commands: Commands, openSearch: (popup: Extract<Popup, { kind: 'search' }> | null) => void): void {
  const editor = useEditor();
  const { view, project } = usePlayground();
  useEffect(() => {
    const focusedNode = (): string | null =>
      document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
    /** The layer that a key speaks of: the one that has the focus, else the one that is selected. */
    const onlyNode = (): string | null => {
      const { nodes } = view.getState().selection;
      return focusedNode() ?? (nodes.length === 1 ? (nodes[0] ?? null) : null);
    };
    const focusNode = (id: string | null): void =>
      editor.root.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id ?? '')}"]`)?.focus();

    /** What stands beside the removed has the focus then, which would be nowhere. */
    function remove(): void {
      const { graph } = project.getState().project;
      const { nodes, edges } = view.getState().selection;
      const wire = graph.edges.find(({ id }) => edges.includes(id));
      const next = nodes.length > 0 ? afterRemoval(graph.nodes, graph.edges, nodes) : (wire?.source ?? null);
      const onCanvas = document.activeElement?.closest('.react-flow__node, .react-flow__edge') !== null;
      commands.removeSelection();
      if (onCanvas && project.getState().project.graph !== graph) focusNode(next);
    }

    function withControl(key: string): boolean {
      switch (key) {
        case 'c':
          if (view.getState().selection.nodes.length === 0 || (getSelection()?.toString() ?? '') !== '') return false;
          commands.copy();
          return true;
        case 'x':
          if (view.getState().selection.nodes.length === 0) return false;
          commands.cut();
          return true;
        case 'v':
          commands.paste();
          return true;
        case 'd':
          commands.duplicate();
          return true;
        case 'a':
          commands.selectAll();
          return true;
        default:
          return false;
      }
    }

    function searchPopup(): Extract<Popup, { kind: 'search' }> | null {
      const id = onlyNode();
      const node = project.getState().project.graph.nodes.find((item) => item.id === id);
      if (!node) return null;
      const { graph } = project.getState().project;
      const tall = cardHeight(picturedIn(derive(project.getState().project).analysis)(node));
      const at =
        flowOf(graph) === 'down'
          ? { x: node.position.x, y: node.position.y + tall + 44 }
          : { x: node.position.x + nodeSize.width + 60, y: node.position.y };
      return { kind: 'search', screen: besideNode(editor, node.id), at, wire: { from: 'output', node: node.id } };
    }

    function plain(key: string, onControl: boolean): boolean {
      switch (key) {
        case 'delete':
        case 'backspace':
          remove();
          return true;
        case 'a':
          openSearch(searchPopup());
          return true;
        case 'b': {
          const { nodes } = view.getState().selection;
          const screen = nodes[0] === undefined ? { x: 8, y: 60 } : besideNode(editor, nodes[0]);
          editor.open({ kind: 'search', screen, at: { x: 0, y: 0 }, wire: null, place: selectedPlace(view), blocksOnly: true });
          return true;
        }
        case 'c': {
          const id = onlyNode();
          if (id === null) return false;
          editor.open({ kind: 'connect', node: id, screen: besideNode(editor, id) });
          return true;
        }
        case 'enter':
          if (onControl) return false;
          view.set({ inspecting: true });
          return false;
        case 'escape':
          view.select([]);
          return true;
        default:
          return false;
      }
    }

    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || ownsKeys(event.target) || event.altKey) return;
      const root = editor.root.current;
      // What has the focus in another column has its own idea of Delete; a button of the bar above was only pressed.
      const isHere = event.target instanceof Element && (root?.contains(event.target) || event.target.closest('.top-bar'));
      if (event.target !== document.body && !isHere) return;
      const key = event.key.toLowerCase();
      const onControl = event.target instanceof Element && event.target.closest('button, a, [role="button"]') !== null;
      const control = event.ctrlKey || event.metaKey;
      if (control && event.shiftKey) return;
      if (control ? withControl(key) : plain(key, onControl)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [editor, view, project, commands, openSearch]);
}
