import { useReactFlow } from '@xyflow/react';
import { type PointerEvent as ReactPointerEvent, useCallback, useRef, useState } from 'react';
import { portsOf } from '../../../core/graph/catalogue.ts';
import { headKind } from '../../../core/project/schema.ts';
import { usePlayground } from '../../../store/react.tsx';
import { centred } from '../commands/place.ts';
import type { Commands } from '../commands/use-commands.ts';
import type { Position } from '../flow/auto-layout.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { PaletteItem } from './palette-items.ts';

/** A press that moves less than this is a click. */
const threshold = 5;

export interface PaletteGhost {
  readonly item: PaletteItem;
  /** Pixels in the window. */
  readonly at: Position;
  /** Whether it would be put on the canvas if the hand let go now. */
  readonly overCanvas: boolean;
  readonly zoom: number;
}

/** The edge under a point of the window. */
export const edgeUnder = (x: number, y: number): string | null =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest('.react-flow__edge')?.getAttribute('data-id') ?? null)
    .find((id) => id !== null) ?? null;

/** Dragging an item of the palette onto the canvas, by mouse, pen or finger, with a preview under the pointer. A click adds it. */
export function usePaletteDrag(commands: Commands) {
  const editor = useEditor();
  const { project } = usePlayground();
  const { screenToFlowPosition, getZoom } = useReactFlow();
  const [ghost, setGhost] = useState<PaletteGhost | null>(null);
  const dragged = useRef(false);

  /** A click puts it in the middle of what is in view; the one that ends a drag does not count. */
  const onClick = useCallback(
    (item: PaletteItem) => {
      if (dragged.current) {
        dragged.current = false;
        return;
      }
      const bounds = editor.root.current?.getBoundingClientRect();
      if (!bounds) return;
      const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 };
      commands.add(item, centred(screenToFlowPosition(middle)), null);
    },
    [commands, editor, screenToFlowPosition],
  );

  const drop = useCallback(
    (item: PaletteItem, x: number, y: number) => {
      const at = centred(screenToFlowPosition({ x, y }));
      const edge = item.kind !== headKind && (portsOf(item)?.length ?? 0) > 0 ? edgeUnder(x, y) : null;
      const known = project.getState().project.graph.edges.some(({ id }) => id === edge);
      commands.add(item, at, edge !== null && known ? { from: 'edge', edge } : null);
    },
    [commands, project, screenToFlowPosition],
  );

  const onPointerDown = useCallback(
    (event: ReactPointerEvent, item: PaletteItem) => {
      if (event.button !== 0) return;
      const from = { x: event.clientX, y: event.clientY };
      const controller = new AbortController();
      const { signal } = controller;
      let moved = false;
      dragged.current = false;

      const isOverCanvas = (x: number, y: number): boolean =>
        document.elementFromPoint(x, y)?.closest('.react-flow__renderer') !== null &&
        (editor.root.current?.contains(document.elementFromPoint(x, y)) ?? false);

      const end = () => {
        controller.abort();
        setGhost(null);
      };
      window.addEventListener(
        'pointermove',
        ({ clientX, clientY }) => {
          if (!moved && Math.hypot(clientX - from.x, clientY - from.y) < threshold) return;
          moved = true;
          dragged.current = true;
          const at = { x: clientX, y: clientY };
          setGhost({ item, at, overCanvas: isOverCanvas(clientX, clientY), zoom: getZoom() });
        },
        { signal },
      );
      window.addEventListener(
        'pointerup',
        ({ clientX, clientY }) => {
          end();
          if (!moved) return;
          if (isOverCanvas(clientX, clientY)) drop(item, clientX, clientY);
        },
        { signal },
      );
      window.addEventListener('pointercancel', end, { signal });
      window.addEventListener(
        'keydown',
        (key) => {
          if (key.key !== 'Escape') return;
          key.preventDefault();
          end();
        },
        { signal, capture: true },
      );
    },
    [editor, drop, getZoom],
  );

  return { ghost, onPointerDown, onClick };
}
