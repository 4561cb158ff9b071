import { type RefObject, useEffect, useState } from 'react';
import type { Place } from '../../core/lessons/lesson.ts';
import { usePlayground } from '../../store/react.tsx';
import { type Corner, cornerBeside } from './corner.ts';
import { elementAt, placeOf } from './places.ts';

/** How often the place is looked for, in ms: the page draws it when it likes, and moves it. */
const lookMs = 200;
const mark = 'lessonPlace';

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
      if (!element || !own) return;
      const window_ = { width: window.innerWidth, height: window.innerHeight };
      setCorner((now) => cornerBeside(element.getBoundingClientRect(), own, window_, now));
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
