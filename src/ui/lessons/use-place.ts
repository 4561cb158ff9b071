import { type RefObject, useEffect, useState } from 'react';
import type { Place } from '../../core/lessons/lesson.ts';
import { usePlayground } from '../../store/react.tsx';
import { elementAt, placeOf } from './places.ts';

export const corners = ['bottom-left', 'bottom-right', 'top-left', 'top-right'] as const;
type Corner = (typeof corners)[number];

/** How often the place is looked for, in ms: the page draws it when it likes, and moves it. */
const lookMs = 200;
const mark = 'lessonPlace';
/** From the edges of the window, below its header, in pixels: as in lessons.css. */
const [edge, header] = [12, 64];

/** The box of a card of this size in a corner of the window. */
function boxIn(corner: Corner, { width, height }: DOMRect): DOMRect {
  const left = corner.endsWith('left') ? edge : window.innerWidth - edge - width;
  const top = corner.startsWith('top') ? header : window.innerHeight - edge - height;
  return new DOMRect(left, top, width, height);
}

const covered = (a: DOMRect, b: DOMRect): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** The corner in which a card covers nothing of its place, the present one if it can be; else where it covers least. */
function cornerBeside(place: DOMRect, card: DOMRect, now: Corner): Corner {
  const cost = (corner: Corner): number => covered(boxIn(corner, card), place) - (corner === now ? 0.5 : 0);
  return corners.reduce((best, corner) => (cost(corner) < cost(best) ? corner : best), now);
}

/**
 * Marks the place that a step speaks of, brings it into view, and says in which corner the card leaves it free. Nothing lies over the page: what
 * is marked, and all else, works as ever.
 */
export function usePlace(place: Place | null, card: RefObject<HTMLElement | null>): Corner {
  const { view } = usePlayground();
  const [corner, setCorner] = useState<Corner>('bottom-left');
  const key = JSON.stringify(place);
  useEffect(() => {
    const wanted: Place | null = JSON.parse(key);
    if (wanted === null) return;
    const { pane } = placeOf(wanted);
    if (pane !== null) view.set({ phonePane: pane });
    let marked: HTMLElement | null = null;
    const look = (): void => {
      const element = elementAt(wanted);
      if (element !== marked) {
        delete marked?.dataset[mark];
        if (element) {
          element.dataset[mark] = '';
          if (wanted.of !== 'node') element.scrollIntoView({ block: 'nearest' });
        }
        marked = element;
      }
      const own = card.current?.getBoundingClientRect();
      if (element && own) setCorner((now) => cornerBeside(element.getBoundingClientRect(), own, now));
    };
    look();
    const timer = setInterval(look, lookMs);
    return () => {
      clearInterval(timer);
      delete marked?.dataset[mark];
    };
  }, [key, view, card]);
  return corner;
}
