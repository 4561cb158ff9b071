import { type Node, type Rect, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { foldsBack } from '../../../core/graph/layout/flow.ts';
import { wireRoom } from '../../../core/graph/layout/size.ts';
import type { GraphNode } from '../../../core/project/schema.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import type { ViewState } from '../../../store/view-state.ts';
import { titlePixels } from '../nodes/levels.ts';
import { bare, coveredAt } from '../state/canvas-room.ts';
import { useEditor } from '../state/editor-context.tsx';
import { allSeen, seenArea } from './in-view.ts';
import { shiftInto } from './into-view.ts';
import { boundsWithin, wholeView } from './whole-view.ts';

/** Longest movement of the picture, in ms; none for those who asked for less motion. */
const moveMs = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150);

/** Between what is selected and the drawer that speaks of it, in pixels. */
const side = 16;

/** On a canvas narrower than this, of a network whose titles would be smaller than that its beginning is shown instead. */
const narrow = 520;
const smallestTitle = 8;
/** What the drawer leaves of the canvas shows the whole network as long as its titles are no smaller than that, in pixels. */
const readableTitle = 10;
const secondClickMs = 250;
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

function hasMore(before: readonly GraphNode[], after: readonly GraphNode[]): boolean {
  const known = new Set(before.map(({ id }) => id));
  return after.some(({ id }) => !known.has(id));
}

/**
 * Keeps the network in view: everything at first and after another document came, the node that a message points at, what was
 * clicked or added, and everything again when the canvas changes its size and nobody has panned or zoomed since. In view is what
 * neither the tools nor the drawer with the parameters cover.
 */
export function useFraming() {
  const flow = useReactFlow();
  const editor = useEditor();
  const { project, view } = usePlayground();
  const nodes = useProject(({ graph }) => graph.nodes);
  const folded = useProject(({ graph }) => foldsBack(graph));
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
    const drawer = root?.querySelector<HTMLElement>('.ed-inspector') ?? root?.querySelector<HTMLElement>('.ed-intro');
    const free = view.getState().presenting
      ? bare
      : coveredAt({ width: root?.clientWidth ?? 0, height: root?.clientHeight ?? 0 });
    if (!root || !drawer || drawer.offsetHeight === 0) return free;
    // On a low canvas it stands at the right.
    const beside = drawer.offsetLeft > root.clientWidth / 2;
    return beside
      ? { ...free, right: Math.max(free.right, root.clientWidth - drawer.offsetLeft + side) }
      : { ...free, bottom: Math.max(free.bottom, root.clientHeight - drawer.offsetTop + side) };
  }, [editor, view]);

  const wholeOf = useCallback(
    (nodes: readonly Node[]) => {
      const insets = covered();
      const room = { width: width - insets.left - insets.right, height: height - insets.top - insets.bottom };
      const cards = nodes.map(({ position, width: across = 0, height: down = 0 }) => ({
        ...position,
        width: across,
        height: down,
      }));
      const bounds = boundsWithin(cards, room, folded ? wireRoom : 0);
      return { bounds, insets, viewport: wholeView(bounds, { width, height }, insets) };
    },
    [covered, width, height, folded],
  );

  const moveTo = useCallback(
    (viewport: Viewport, duration: number) => {
      movingUntil.current = performance.now() + duration;
      void flow.setViewport(viewport, { duration });
    },
    [flow],
  );

  /** Everything; of what would be too small to read on a phone, the beginning. */
  const show = useCallback(
    (duration: number) => {
      framed.current = true;
      const { bounds, insets, viewport } = wholeOf(flow.getNodes());
      if (width >= narrow || titlePixels(viewport.zoom) >= smallestTitle) {
        moveTo(viewport, duration);
        return;
      }
      const spare = height - insets.top - insets.bottom - bounds.height * narrowZoom;
      const y = insets.top + Math.max(0, spare / 2);
      moveTo({ x: insets.left - bounds.x * narrowZoom, y: y - bounds.y * narrowZoom, zoom: narrowZoom }, duration);
    },
    [flow, wholeOf, moveTo, width, height],
  );

  /** Everything, however small: somebody asked for it. */
  const fit = useCallback(() => {
    framed.current = true;
    view.set({ viewport: null });
    moveTo(wholeOf(flow.getNodes()).viewport, moveMs());
  }, [flow, wholeOf, moveTo, view]);

  useEffect(() => {
    const before = shown.current;
    shown.current = nodes;
    const anotherDocument = opened !== shownDocument.current;
    shownDocument.current = opened;
    // React Flow learns of the new nodes in the same commit; the frame after it can fit them.
    if (anotherDocument || (before !== nodes && isAnotherPicture(before, nodes))) requestAnimationFrame(() => show(moveMs()));
    else if (before !== nodes && hasMore(before, nodes)) {
      // As long as no hand has moved the picture, what comes to the network is in it.
      requestAnimationFrame(() => {
        const all = flow.getNodes();
        if (framed.current && !allSeen(all, seenArea(flow.getViewport(), width, height))) show(moveMs());
      });
    }
  }, [nodes, opened, show, flow, width, height]);

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
    if (framed.current) {
      const { viewport } = wholeOf(flow.getNodes());
      if (titlePixels(viewport.zoom) >= readableTitle) {
        // What is under the pointer stays there for as long as a second click may follow.
        clearTimeout(again.current);
        if (viewport.x !== x || viewport.y !== y || viewport.zoom !== zoom) {
          again.current = setTimeout(() => {
            if (framed.current) moveTo(wholeOf(flow.getNodes()).viewport, moveMs());
          }, secondClickMs);
        }
        return;
      }
    }
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
    moveTo({ x: x + by.x, y: y + by.y, zoom }, moveMs());
  }, [flow, editor, view, covered, wholeOf, moveTo]);

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
    // On a phone the canvas comes with what is pointed at, and has no size yet.
    if (id === undefined || (kind !== 'node' && kind !== 'edge') || width === 0 || height === 0) return;
    const edge = kind === 'edge' ? project.getState().project.graph.edges.find((item) => item.id === id) : undefined;
    const ids = kind === 'node' ? [id] : edge ? [edge.source, edge.target] : [];
    if (!ids.every((item) => flow.getNode(item)) || ids.length === 0) return;
    view.set({ focus: null });
    if (kind === 'node') view.select(ids);
    else view.select([], [id]);
    framed.current = false;
    const { viewport } = wholeOf(ids.flatMap((item) => flow.getNode(item) ?? []));
    moveTo(viewport, moveMs());
    // Their parameters may open over them.
    reveal(ids);
  }, [focus, flow, project, view, width, height, wholeOf, moveTo, reveal]);

  /** The drawer comes later than what it speaks of, and grows when it has more to say. */
  const drawer = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const observer = new ResizeObserver(settle);
      observer.observe(element);
      return () => {
        observer.disconnect();
        // What it covered is there again.
        requestAnimationFrame(() => {
          if (framed.current && !editor.root.current?.querySelector('.ed-inspector')) show(moveMs());
        });
      };
    },
    [settle, show, editor],
  );

  /** Everything again, unless a hand has moved the picture. */
  const showAll = useCallback(() => {
    requestAnimationFrame(() => {
      if (framed.current) show(moveMs());
    });
  }, [show]);

  /** What lies over the lower end as the drawer does, but speaks of the whole: all of it stays in view. */
  const below = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const observer = new ResizeObserver(showAll);
      observer.observe(element);
      return () => {
        observer.disconnect();
        showAll();
      };
    },
    [showAll],
  );

  const zoomBy = useCallback(
    (factor: number) => {
      framed.current = false;
      wanted.current = null;
      void flow.zoomTo(flow.getZoom() * factor, { duration: moveMs() });
    },
    [flow],
  );

  /** Where the picture is when a hand takes hold of it. */
  const held = useRef<Viewport>(null);
  const onMoveStart = useCallback(
    (event: MouseEvent | TouchEvent | null) => {
      held.current = event ? flow.getViewport() : null;
    },
    [flow],
  );

  /**
   * A hand that moved the picture, rather than click on it: from now on it stays where it was put, and is found again there by who comes back
   * from another page of the phone.
   */
  const onMoveEnd = useCallback(
    (_event: MouseEvent | TouchEvent | null, viewport: Viewport) => {
      const before = held.current;
      held.current = null;
      if (before && (before.x !== viewport.x || before.y !== viewport.y || before.zoom !== viewport.zoom)) {
        framed.current = false;
        wanted.current = null;
      }
      view.set({ viewport: framed.current ? null : viewport });
    },
    [view],
  );

  // What was selected before is selected still, and its drawer is there again.
  useEffect(() => reveal(view.getState().selection.nodes), [reveal, view]);

  return { fit, zoomBy, reveal, drawer, below, showAll, onMoveStart, onMoveEnd };
}
