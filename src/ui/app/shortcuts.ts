import { useHotkeys } from '@mantine/hooks';
import { usePlayground } from '../../store/react.tsx';

const within =
  (selector: string) =>
  (target: EventTarget | null): boolean =>
    target instanceof HTMLElement && target.closest(selector) !== null;

/** Where one types or chooses. */
const choosing = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"]';
/** True where a key belongs to what has the focus. */
export const ownsKeys = within(`${choosing}, [role="slider"], [role="tab"]`);
/** Text that is being typed has an undo of its own; a switch, a list that is closed and a slider have none. */
const ownsUndo = within(
  'input:not([type="checkbox"], [type="radio"], [type="range"], [readonly]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"]',
);
/** Space presses a focused button; a slider and a tab, which is chosen by its focus, have no use for it. */
const ownsSpace = within(`${choosing}, button:not([role="tab"]), a, [role="button"]`);
/** Arrows also move a selected node. */
export const ownsArrows = within(`${choosing}, [role="slider"], [role="tab"], .react-flow__node, [role="separator"]`);

const byHand = { preventDefault: false } as const;

/** A key that stays with whoever has used it, and with what has the focus where that has a use for it. */
const unless =
  (owned: (target: EventTarget | null) => boolean, act: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || owned(event.target)) return;
    event.preventDefault();
    act();
  };

/** Space: play or pause. →: one step. R: reset. P: present. Ctrl/Cmd+Z, Ctrl+Y, Ctrl+Shift+Z: undo and redo. ?: the list of keys. */
export function useShortcuts(): void {
  const playground = usePlayground();
  const { actions, project, view } = playground;
  const keys = unless(ownsKeys, () => view.set({ keys: true }));
  const redo = unless(ownsUndo, () => project.redo());
  useHotkeys(
    [
      ['space', unless(ownsSpace, () => actions.playOrPause()), byHand],
      ['ArrowRight', unless(ownsArrows, () => actions.step()), byHand],
      ['R', unless(ownsKeys, () => actions.reset()), byHand],
      ['mod+Z', unless(ownsUndo, () => project.undo()), byHand],
      ['mod+shift+Z', redo, byHand],
      ['mod+Y', redo, byHand],
      [
        'P',
        unless(
          ownsKeys,
          () =>
            void import('./present.ts').then(
              ({ present }) => present(playground),
              () => undefined,
            ),
        ),
        byHand,
      ],
      // On most keyboards it takes Shift.
      ['shift+?', keys, byHand],
      ['?', keys, byHand],
    ],
    // Who owns a key is said above, and by more than its tag.
    [],
    true,
  );
}
