import { useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Size } from '../../../core/graph/layout/size.ts';
import { usePlayground } from '../../../store/react.tsx';

/** Once a canvas has had its size for so long, it is the one to arrange for, in ms. */
const settledMs = 300;
/** A larger network is not arranged by itself. */
const mostNodes = 120;
/** So many of the sizes that the canvas has had since it last settled are remembered: a document may have been opened in one of them. */
const mostPassed = 3;

/** On a canvas of another size a network is arranged anew, as long as no hand has moved a card. `moved`: hears that it was. */
export function useArrangedAnew(moved: () => void): void {
  const { project, view } = usePlayground();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  /** The newest first. */
  const passed = useRef<readonly Size[]>([]);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const size = { width, height };
    const { canvas } = view.getState();
    if (canvas === null) view.set({ canvas: size });
    const settled = canvas?.width === width && canvas.height === height;
    if (canvas === null || (settled && passed.current.length === 0)) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const { arrangedIn, standsArranged } = await import('../commands/arranged-in.ts');
      const { nodes } = project.getState().project.graph;
      if (gone) return;
      view.set({ canvas: size });
      const before = [canvas, ...passed.current];
      passed.current = [];
      if (nodes.length > mostNodes || !before.some((one) => standsArranged(project.getState().project, one))) return;
      project.place((current) => arrangedIn(current, size));
      moved();
    }, settledMs);
    return () => {
      gone = true;
      clearTimeout(timer);
      passed.current = [size, ...passed.current].slice(0, mostPassed);
    };
  }, [project, view, width, height, moved]);
}
