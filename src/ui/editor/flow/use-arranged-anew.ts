import { useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { usePlayground } from '../../../store/react.tsx';

/** Once a canvas has had its size for so long, it is the one to arrange for, in ms. */
const settledMs = 300;
/** A larger network is not arranged by itself. */
const mostNodes = 120;

/** On a canvas of another size a network is arranged anew, as long as no hand has moved a card. `moved`: hears that it was. */
export function useArrangedAnew(moved: () => void): void {
  const { project, view } = usePlayground();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const size = { width, height };
    const { canvas } = view.getState();
    if (canvas === null) view.set({ canvas: size });
    if (canvas === null || (canvas.width === width && canvas.height === height)) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const { arrangedIn, standsArranged } = await import('../commands/arranged-in.ts');
      const { nodes } = project.getState().project.graph;
      if (gone) return;
      view.set({ canvas: size });
      if (nodes.length > mostNodes || !standsArranged(project.getState().project, canvas)) return;
      project.place((current) => arrangedIn(current, size));
      moved();
    }, settledMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [project, view, width, height, moved]);
}
