import { useHotkeys } from '@mantine/hooks';
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

const byHand = { preventDefault: false } as const;

/** A key that stays with whoever has used it, and with what has the focus where that has a use for it. */
const unless =
  (owned: (target: EventTarget | null) => boolean, act: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || owned(event.target)) return;
    event.preventDefault();
    act();
  };

/** Space: play or pause. →: one step. R: reset. Ctrl/Cmd+Z, Ctrl+Y, Ctrl+Shift+Z: undo and redo. */
export function useShortcuts(): void {
  const { actions, project } = usePlayground();
  const redo = unless(ownsKeys, () => project.redo());
  useHotkeys(
    [
      ['space', unless(ownsSpace, () => actions.playOrPause()), byHand],
      ['ArrowRight', unless(ownsArrows, () => actions.step()), byHand],
      ['R', unless(ownsKeys, () => actions.reset()), byHand],
      ['mod+Z', unless(ownsKeys, () => project.undo()), byHand],
      ['mod+shift+Z', redo, byHand],
      ['mod+Y', redo, byHand],
    ],
    // Who owns a key is said above, and by more than its tag.
    [],
    true,
  );
}
