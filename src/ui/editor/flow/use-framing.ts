import { useReactFlow, useStore } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { GraphNode } from '../../../core/project/schema.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';

/** Longest movement of the picture, in ms; none for those who asked for less motion. */
const moveMs = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150);

const fitOptions = { padding: { top: '56px', bottom: '56px', left: '84px', right: '32px' }, maxZoom: 1, minZoom: 0.2 } as const;

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
  const { view } = usePlayground();
  const nodes = useProject((project) => project.graph.nodes);
  const focus = useView((state) => state.focus);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const framed = useRef(true);
  const shown = useRef(nodes);

  const fit = useCallback(() => {
    framed.current = true;
    void flow.fitView({ ...fitOptions, duration: moveMs() });
  }, [flow]);

  useEffect(() => {
    const before = shown.current;
    shown.current = nodes;
    // React Flow learns of the new nodes in the same commit; the frame after it can fit them.
    if (before !== nodes && isAnotherPicture(before, nodes)) requestAnimationFrame(fit);
  }, [nodes, fit]);

  useEffect(() => {
    if (width > 0 && height > 0 && framed.current) void flow.fitView(fitOptions);
  }, [width, height, flow]);

  useEffect(() => {
    const [kind, id] = focus?.where.split(':') ?? [];
    if (id === undefined || (kind !== 'node' && kind !== 'edge')) return;
    const edge = kind === 'edge' ? flow.getEdge(id) : undefined;
    const ids = kind === 'node' ? [id] : edge ? [edge.source, edge.target] : [];
    if (!ids.every((item) => flow.getNode(item)) || ids.length === 0) return;
    if (kind === 'node') view.select(ids);
    else view.select([], [id]);
    framed.current = false;
    void flow.fitView({ ...fitOptions, nodes: ids.map((item) => ({ id: item })), duration: moveMs() });
  }, [focus, flow, view]);

  /** A hand moved the picture: from now on it stays where it is put. */
  const onMoveStart = useCallback((event: MouseEvent | TouchEvent | null) => {
    if (event) framed.current = false;
  }, []);

  return { fit, onMoveStart };
}
