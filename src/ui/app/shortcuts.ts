import { useEffect } from 'react';
import { usePlayground } from '../../store/react.tsx';

/** True where a key belongs to what has the focus: typing, choosing, moving a slider. */
function ownsKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="slider"], [role="menu"], [role="listbox"], [role="dialog"], [role="tab"]',
    ) !== null
  );
}

/** Space also presses a focused button, and arrows move a selected node. */
const ownsSpace = (target: EventTarget | null): boolean =>
  ownsKeys(target) || (target instanceof HTMLElement && target.closest('button, a, [role="button"]') !== null);
const ownsArrows = (target: EventTarget | null): boolean =>
  ownsKeys(target) || (target instanceof HTMLElement && target.closest('.react-flow__node, [role="separator"]') !== null);

/** Space: play or pause. →: one step. R: reset. Ctrl/Cmd+Z, Ctrl+Y, Ctrl+Shift+Z: undo and redo. */
export function useShortcuts(): void {
  const { actions, project } = usePlayground();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (ownsKeys(event.target)) return;
        if (key === 'z' && !event.shiftKey) project.undo();
        else if (key === 'y' || key === 'z') project.redo();
        else return;
        event.preventDefault();
        return;
      }
      if (event.altKey || event.shiftKey) return;
      if (key === ' ' && !ownsSpace(event.target)) {
        actions.playOrPause();
      } else if (key === 'arrowright' && !ownsArrows(event.target)) actions.step();
      else if (key === 'r' && !ownsKeys(event.target)) actions.reset();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, project]);
}
