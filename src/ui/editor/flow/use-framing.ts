import { useReactFlow, useStore } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { nodeSize } from '../../../core/graph/place.ts';
import type { GraphNode } from '../../../core/project/schema.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useEditor } from '../state/editor-context.tsx';

/** Longest movement of the picture, in ms; none for those who asked for less motion. */
const moveMs = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150);

/** Room for the tools at the edges. */
const padding = { top: '64px', bottom: '56px', left: '16px', right: '16px' } as const;
/** On a canvas narrower than this the tools stand under the palette; see canvas.css. */
const oneRow = 840;
const fitOptions = (width: number) =>
  ({ padding: width < oneRow ? { ...padding, top: '112px' as const } : padding, maxZoom: 1, minZoom: 0.2 }) as const;

/** On a canvas narrower than this a whole network would be too small to read: its beginning is shown instead. */
const narrow = 520;
const narrowZoom = 0.75;
const narrowPadding = 16;

/** True where most of the picture is another one: a document was opened, or everything was arranged. */
export function isAnotherPicture(before: readonly GraphNode[], after: readonly GraphNode[]): boolean {
  const places = new Map(before.map(({ id, position }) => [id, position]));
  const kept = after.filter(({ id, position }) => {
    const place = places.get(id);
    return place !== undefined && place.x === position.x && place.y === position.y;
  });
  return kept.length * 2 < Math.max(before.length, after.length);
}

/**
 * Keeps the network in view: everything at first and after another document came, the node that a message points at, and everything
 * again when the canvas changes its size and nobody has panned or zoomed since.
 */
export function useFraming() {
  const flow = useReactFlow();
  const editor = useEditor();
  const { view } = usePlayground();
  const nodes = useProject((project) => project.graph.nodes);
  const focus = useView((state) => state.focus);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const framed = useRef(true);
  const shown = useRef(nodes);

  const show = useCallback(
    (duration: number) => {
      const bounds = flow.getNodesBounds(flow.getNodes());
      if (width >= narrow || bounds.width * narrowZoom < width) {
        void flow.fitView({ ...fitOptions(width), duration });
        return;
      }
      const middle = bounds.y + bounds.height / 2;
      const x = narrowPadding - bounds.x * narrowZoom;
      void flow.setViewport({ x, y: height / 2 - middle * narrowZoom, zoom: narrowZoom }, { duration });
    },
    [flow, width, height],
  );

  const fit = useCallback(() => {
    framed.current = true;
    show(moveMs());
  }, [show]);

  useEffect(() => {
    const before = shown.current;
    shown.current = nodes;
    // React Flow learns of the new nodes in the same commit; the frame after it can fit them.
    if (before !== nodes && isAnotherPicture(before, nodes)) requestAnimationFrame(fit);
  }, [nodes, fit]);

  useEffect(() => {
    if (width > 0 && height > 0 && framed.current) show(0);
  }, [width, height, show]);

  useEffect(() => {
    const [kind, id] = focus?.where.split(':') ?? [];
    if (id === undefined || (kind !== 'node' && kind !== 'edge')) return;
    const edge = kind === 'edge' ? flow.getEdge(id) : undefined;
    const ids = kind === 'node' ? [id] : edge ? [edge.source, edge.target] : [];
    if (!ids.every((item) => flow.getNode(item)) || ids.length === 0) return;
    if (kind === 'node') view.select(ids);
    else view.select([], [id]);
    framed.current = false;
    void flow.fitView({ ...fitOptions(0), nodes: ids.map((item) => ({ id: item })), duration: moveMs() });
  }, [focus, flow, view]);

  /** A node whose parameters open below must not lie behind them. */
  const reveal = useCallback(
    (id: string) => {
      requestAnimationFrame(() => {
        const node = flow.getNode(id);
        const drawer = editor.root.current?.querySelector<HTMLElement>('.ed-inspector');
        if (!node || !drawer) return;
        const { x, y, zoom } = flow.getViewport();
        const bottom = (node.position.y + (node.measured?.height ?? nodeSize.height)) * zoom + y + narrowPadding;
        const hidden = bottom - drawer.offsetTop;
        if (hidden > 0) void flow.setViewport({ x, y: y - hidden, zoom }, { duration: moveMs() });
      });
    },
    [flow, editor],
  );

  /** A hand moved the picture: from now on it stays where it is put. */
  const onMoveStart = useCallback((event: MouseEvent | TouchEvent | null) => {
    if (event) framed.current = false;
  }, []);

  return { fit, reveal, onMoveStart };
}
