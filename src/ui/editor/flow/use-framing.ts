import { type Rect, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { GraphNode } from '../../../core/project/schema.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import type { ViewState } from '../../../store/view-state.ts';
import { useEditor } from '../state/editor-context.tsx';
import { shiftInto } from './into-view.ts';

/** Longest movement of the picture, in ms; none for those who asked for less motion. */
const moveMs = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150);

/** On a canvas narrower than this the tools stand under the palette; see canvas.css. */
const oneRow = 840;
const side = 16;

/** On a canvas narrower than this a whole network would be too small to read: its beginning is shown instead. */
const narrow = 520;
const narrowZoom = 0.75;

/** Nodes that should be seen, as long as what is selected stays selected and no hand moves the picture. */
interface Wanted {
  readonly nodes: readonly string[];
  readonly selection: ViewState['selection'];
}

/** True where most of the picture is another one: opening a document was undone, or everything was arranged. */
function isAnotherPicture(before: readonly GraphNode[], after: readonly GraphNode[]): boolean {
  const places = new Map(before.map(({ id, position }) => [id, position]));
  const kept = after.filter(({ id, position }) => {
    const place = places.get(id);
    return place !== undefined && place.x === position.x && place.y === position.y;
  });
  return kept.length * 2 < Math.max(before.length, after.length);
}

/**
 * Keeps the network in view: everything at first and after another document came, the node that a message points at, what was
 * clicked or added, and everything again when the canvas changes its size and nobody has panned or zoomed since. In view is what
 * neither the tools nor the drawer with the parameters cover.
 */
export function useFraming() {
  const flow = useReactFlow();
  const editor = useEditor();
  const { view } = usePlayground();
  const nodes = useProject((project) => project.graph.nodes);
  const focus = useView((state) => state.focus);
  const opened = useView((state) => state.opened);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const framed = useRef(view.getState().viewport === null);
  const shown = useRef(nodes);
  const shownDocument = useRef(opened);
  const wanted = useRef<Wanted>(null);
  /** Until when the picture moves by itself, on the clock of `performance.now`. */
  const movingUntil = useRef(0);
  const again = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(again.current), []);

  /** How far tools and drawer reach into the canvas, in its pixels. */
  const covered = useCallback(() => {
    const root = editor.root.current;
    const drawer = root?.querySelector<HTMLElement>('.ed-inspector');
    const below = root && drawer ? root.clientHeight - drawer.offsetTop + side : 0;
    return { top: (root?.clientWidth ?? 0) < oneRow ? 112 : 64, right: side, bottom: Math.max(56, below), left: side };
  }, [editor]);

  const fitOptions = useCallback(() => {
    const { top, right, bottom, left } = covered();
    const padding = { top: `${top}px`, right: `${right}px`, bottom: `${bottom}px`, left: `${left}px` } as const;
    return { padding, maxZoom: 1, minZoom: 0.2 };
  }, [covered]);

  /** Everything; of what would be too small to read, the beginning. */
  const show = useCallback(
    (duration: number) => {
      const bounds = flow.getNodesBounds(flow.getNodes());
      framed.current = true;
      movingUntil.current = performance.now() + duration;
      if (width >= narrow || bounds.width * narrowZoom < width) {
        void flow.fitView({ ...fitOptions(), duration });
        return;
      }
      const { top, bottom, left } = covered();
      const middle = bounds.y + bounds.height / 2;
      const x = left - bounds.x * narrowZoom;
      const y = (top + height - bottom) / 2 - middle * narrowZoom;
      void flow.setViewport({ x, y, zoom: narrowZoom }, { duration });
    },
    [flow, fitOptions, covered, width, height],
  );

  /** Everything, however small: somebody asked for it. */
  const fit = useCallback(() => {
    const duration = moveMs();
    framed.current = true;
    movingUntil.current = performance.now() + duration;
    void flow.fitView({ ...fitOptions(), duration });
  }, [flow, fitOptions]);

  useEffect(() => {
    const before = shown.current;
    shown.current = nodes;
    const anotherDocument = opened !== shownDocument.current;
    shownDocument.current = opened;
    // React Flow learns of the new nodes in the same commit; the frame after it can fit them.
    if (anotherDocument || (before !== nodes && isAnotherPicture(before, nodes))) requestAnimationFrame(() => show(moveMs()));
  }, [nodes, opened, show]);

  useEffect(() => {
    if (width > 0 && height > 0 && framed.current) show(0);
  }, [width, height, show]);

  const settle = useCallback(() => {
    const root = editor.root.current;
    if (!wanted.current || !root || root.clientWidth === 0) return;
    const { nodes: ids, selection } = wanted.current;
    const found = ids.flatMap((id) => flow.getInternalNode(id) ?? []);
    if (view.getState().selection !== selection || found.length < ids.length) {
      wanted.current = null;
      return;
    }
    const wait = movingUntil.current - performance.now();
    const measured = found.every(({ measured }) => measured.height !== undefined);
    if (wait > 0 || !measured) {
      clearTimeout(again.current);
      again.current = setTimeout(() => requestAnimationFrame(settle), wait);
      return;
    }
    const { x, y, zoom } = flow.getViewport();
    const onScreen = (bounds: Rect): Rect => ({
      x: bounds.x * zoom + x,
      y: bounds.y * zoom + y,
      width: bounds.width * zoom,
      height: bounds.height * zoom,
    });
    const { top, right, bottom, left } = covered();
    const area = { x: left, y: top, width: root.clientWidth - left - right, height: root.clientHeight - top - bottom };
    const needed = shiftInto(onScreen(flow.getNodesBounds([...ids])), area);
    // Of a picture that no hand has moved, as much as has room stays in view.
    const all = onScreen(flow.getNodesBounds(flow.getNodes()));
    const whole = shiftInto(all, area);
    const by = {
      x: framed.current && all.width <= area.width ? whole.x : needed.x,
      y: framed.current && all.height <= area.height ? whole.y : needed.y,
    };
    if (by.x === 0 && by.y === 0) return;
    const duration = moveMs();
    movingUntil.current = performance.now() + duration;
    void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration });
  }, [flow, editor, view, covered]);

  /** Brings nodes into view that were selected just now, once React Flow has them. */
  const reveal = useCallback(
    (ids: readonly string[]) => {
      if (ids.length === 0) return;
      requestAnimationFrame(() => {
        wanted.current = { nodes: ids, selection: view.getState().selection };
        settle();
      });
    },
    [settle, view],
  );

  useEffect(() => {
    const [kind, id] = focus?.where.split(':') ?? [];
    if (id === undefined || (kind !== 'node' && kind !== 'edge')) return;
    const edge = kind === 'edge' ? flow.getEdge(id) : undefined;
    const ids = kind === 'node' ? [id] : edge ? [edge.source, edge.target] : [];
    if (!ids.every((item) => flow.getNode(item)) || ids.length === 0) return;
    if (kind === 'node') view.select(ids);
    else view.select([], [id]);
    framed.current = false;
    const duration = moveMs();
    movingUntil.current = performance.now() + duration;
    void flow.fitView({ ...fitOptions(), nodes: ids.map((item) => ({ id: item })), duration });
    // Their parameters may open over them.
    reveal(ids);
  }, [focus, flow, view, fitOptions, reveal]);

  /** The drawer comes later than what it speaks of, and grows when it has more to say. */
  const drawer = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const observer = new ResizeObserver(settle);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [settle],
  );

  /** A hand moved the picture: from now on it stays where it is put. */
  const onMoveStart = useCallback((event: MouseEvent | TouchEvent | null) => {
    if (!event) return;
    framed.current = false;
    wanted.current = null;
  }, []);

  /** Where a hand left it, it is found again by who comes back from another page of the phone. */
  const onMoveEnd = useCallback(
    (_event: MouseEvent | TouchEvent | null, viewport: Viewport) => view.set({ viewport: framed.current ? null : viewport }),
    [view],
  );

  // What was selected before is selected still, and its drawer is there again.
  useEffect(() => reveal(view.getState().selection.nodes), [reveal, view]);

  return { fit, reveal, drawer, onMoveStart, onMoveEnd };
}
