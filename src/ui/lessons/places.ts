import type { Place } from '../../core/lessons/lesson.ts';
import type { PhonePane } from '../../store/view-state.ts';

interface Found {
  readonly selector: string;
  /** Where a phone shows it; null: wherever it is. */
  readonly pane: PhonePane | null;
}

/** Where on the page that is of which a lesson speaks. */
export function placeOf(place: Place): Found {
  switch (place.of) {
    case 'train':
      return { selector: '.play-button', pane: null };
    case 'curves':
      return { selector: '.curves', pane: 'training' };
    case 'depth':
      return { selector: '.ed-depth', pane: 'canvas' };
    case 'data':
    case 'balancing':
    case 'landscape':
      return { selector: `[data-place="${place.of}"]`, pane: 'data' };
    case 'node':
      return { selector: `.react-flow__node[data-id="${place.node}"]`, pane: 'canvas' };
    case 'task':
      return { selector: `.legend-entry[data-task="${place.task}"]`, pane: 'training' };
    case 'tab':
      return { selector: `.insights [role="tab"][id$="-tab-${place.tab}"]`, pane: 'training' };
  }
}

/** What of the page that is, where it can be seen. */
export function elementAt(place: Place): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(placeOf(place).selector);
  return found?.checkVisibility() ? found : null;
}

const takesFocus = 'button, input, select, textarea, a[href], [tabindex]';

/** The keyboard goes on there. */
export function focusAt(place: Place): void {
  const element = elementAt(place);
  const target = element?.matches(takesFocus) ? element : (element?.querySelector<HTMLElement>(takesFocus) ?? element);
  if (target && !target.matches(takesFocus)) target.tabIndex = -1;
  target?.focus();
}
