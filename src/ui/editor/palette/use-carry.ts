import { useReactFlow } from '@xyflow/react';
import { type ReactNode, type PointerEvent as ReactPointerEvent, useCallback, useRef, useState } from 'react';
import type { Position } from '../../../core/project/schema.ts';
import { type DropTarget, targetUnder } from '../elements/drop-target.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Landing } from '../state/editor-state.ts';

/** A press that moves less than this is a click. */
const threshold = 5;

/** Something of the palette that is dragged to its place. */
export interface Carried {
  readonly icon: ReactNode;
  readonly title: string;
  /** What letting go over `target` would do: asked once whenever the pointer comes over something else. */
  landingOn(target: DropTarget): Landing;
  /** Lets go at a point of the window. */
  drop(at: Position, target: DropTarget): void;
}

export interface PaletteGhost {
  readonly icon: ReactNode;
  readonly title: string;
  /** Pixels in the window. */
  readonly at: Position;
  /** Whether it would be put on the canvas if the hand let go now. */
  readonly overCanvas: boolean;
  readonly zoom: number;
}

/**
 * Dragging an item of the palette onto the canvas, by mouse, pen or finger, with a preview under the pointer and a sign at the place where
 * it would land. Escape gives up.
 */
export function useCarry() {
  const editor = useEditor();
  const { getZoom } = useReactFlow();
  const [ghost, setGhost] = useState<PaletteGhost | null>(null);
  const dragged = useRef(false);

  const carry = useCallback(
    (event: ReactPointerEvent, item: Carried) => {
      if (event.button !== 0) return;
      const from = { x: event.clientX, y: event.clientY };
      const controller = new AbortController();
      const { signal } = controller;
      let over: string | null = null;
      let moved = false;
      dragged.current = false;

      const isOverCanvas = (x: number, y: number): boolean => {
        const element = document.elementFromPoint(x, y);
        return element?.closest('.react-flow__renderer') !== null && (editor.root.current?.contains(element) ?? false);
      };
      const end = () => {
        controller.abort();
        setGhost(null);
        editor.set({ landing: null });
      };
      window.addEventListener(
        'pointermove',
        ({ clientX, clientY }) => {
          if (!moved && Math.hypot(clientX - from.x, clientY - from.y) < threshold) return;
          moved = true;
          dragged.current = true;
          const overCanvas = isOverCanvas(clientX, clientY);
          const target = overCanvas ? targetUnder(clientX, clientY) : null;
          const key = JSON.stringify(target);
          if (key !== over) {
            over = key;
            editor.set({ landing: target && item.landingOn(target) });
          }
          const { icon, title } = item;
          setGhost({ icon, title, at: { x: clientX, y: clientY }, overCanvas, zoom: getZoom() });
        },
        { signal },
      );
      window.addEventListener(
        'pointerup',
        ({ clientX, clientY }) => {
          end();
          if (moved && isOverCanvas(clientX, clientY)) item.drop({ x: clientX, y: clientY }, targetUnder(clientX, clientY));
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
    [editor, getZoom],
  );

  /** Whether this click only ends a drag. One by keyboard never does. */
  const endsDrag = useCallback((detail: number): boolean => {
    const ends = dragged.current && detail > 0;
    dragged.current = false;
    return ends;
  }, []);

  return { ghost, carry, endsDrag };
}

export type Carry = ReturnType<typeof useCarry>;
