import { useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { usePlayground } from '../../../store/react.tsx';

/** Once a canvas has had its size for so long, it is the one to arrange for, in ms. */
const settledMs = 300;
/** A larger network is not arranged by itself. */
const mostNodes = 120;
/** So many of the sizes that it has for a shorter time are remembered. */
const mostPassing = 3;

/** On a canvas of another size a network is arranged anew, as long as no hand has moved a card. `moved`: hears that it was. */
export function useArrangedAnew(moved: () => void): void {
  const { project, view } = usePlayground();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const size = { width, height };
    const { canvas, passingCanvases } = view.getState();
    if (canvas === null) view.set({ canvas: size });
    const settled = canvas?.width === width && canvas.height === height;
    if (canvas === null || (settled && passingCanvases.length === 0)) return;
    let passing = true;
    const timer = setTimeout(async () => {
      const { arrangedIn, standsArranged } = await import('../commands/arranged-in.ts');
      if (!passing) return;
      passing = false;
      const before = [canvas, ...view.getState().passingCanvases];
      view.set({ canvas: size, passingCanvases: [] });
      const { project: document } = project.getState();
      if (document.graph.nodes.length > mostNodes || !before.some((one) => standsArranged(document, one))) return;
      project.place((current) => arrangedIn(current, size));
      moved();
    }, settledMs);
    return () => {
      clearTimeout(timer);
      // On the way from a phone's page to columns the canvas is another one: the view knows what it has been through.
      if (passing) view.set({ passingCanvases: [size, ...view.getState().passingCanvases].slice(0, mostPassing) });
      passing = false;
    };
  }, [project, view, width, height, moved]);
}
