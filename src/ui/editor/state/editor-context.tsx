import { createContext, type ReactNode, type RefObject, useContext, useMemo, useRef, useState } from 'react';
import type { Fragment } from '../../../core/graph/fragment.ts';
import type { Position } from '../../../core/project/schema.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { type EditorState, initialEditor, type Notice, type Popup } from './editor-state.ts';

export interface EditorHandle {
  set(change: Partial<EditorState>): void;
  open(popup: Popup): void;
  /** Closes what is open and gives the focus back to where it was. */
  close(): void;
  /** The same, unless an item of the menu has opened something else meanwhile. */
  closeMenu(): void;
  /** Gives the focus to the one layer that is selected: who has added it goes on with it. */
  focusSelected(): void;
  notify(notice: Notice): void;
  /** The element that fills the canvas's place. */
  readonly root: RefObject<HTMLDivElement | null>;
  /** What was copied. */
  readonly clipboard: RefObject<{ readonly fragment: Fragment } | null>;
  /** Keys pressed since a search was opened, as long as its field is not there; null: no search is on its way. */
  readonly typedAhead: RefObject<string[] | null>;
  /** Whether the parameters that come next take the focus. */
  readonly intoParameters: RefObject<boolean>;
  /** Pixels in the window → pixels from the canvas's top left corner. */
  toCanvas(clientX: number, clientY: number): Position;
}

const StateContext = createContext<EditorState | null>(null);
const HandleContext = createContext<EditorHandle | null>(null);

export function EditorProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState(initialEditor);
  const root = useRef<HTMLDivElement>(null);
  const returnTo = useRef<HTMLElement>(null);
  const typedAhead = useRef<string[]>(null);
  const intoParameters = useRef(false);
  const clipboard = useRef<{ readonly fragment: Fragment } | null>(null);
  const handle = useMemo((): EditorHandle => {
    const set = (change: Partial<EditorState>) => setState((current) => ({ ...current, ...change }));
    const giveFocusBack = () =>
      requestAnimationFrame(() => {
        const element = returnTo.current;
        if (document.activeElement === document.body && element?.isConnected) element.focus({ preventScroll: true });
      });
    return {
      set,
      open(popup) {
        const element = document.activeElement;
        if (element instanceof HTMLElement && element.closest('.react-flow__node, .ed-inspector, .ed-palette')) {
          returnTo.current = element;
        }
        typedAhead.current = popup.kind === 'search' || popup.kind === 'connect' ? [] : null;
        set({ popup });
      },
      close() {
        typedAhead.current = null;
        set({ popup: null });
        giveFocusBack();
      },
      closeMenu() {
        setState((current) => (current.popup?.kind === 'menu' ? { ...current, popup: null } : current));
        giveFocusBack();
      },
      focusSelected() {
        requestAnimationFrame(() => {
          const selected = root.current?.querySelectorAll<HTMLElement>('.react-flow__node.selected') ?? [];
          if (selected.length === 1) selected[0]?.focus({ preventScroll: true });
        });
      },
      notify: (notice) => set({ notice }),
      root,
      clipboard,
      typedAhead,
      intoParameters,
      toCanvas(clientX, clientY) {
        const bounds = root.current?.getBoundingClientRect();
        return { x: clientX - (bounds?.left ?? 0), y: clientY - (bounds?.top ?? 0) };
      },
    };
  }, []);
  return (
    <HandleContext value={handle}>
      <StateContext value={state}>{children}</StateContext>
    </HandleContext>
  );
}

/** What floats over the canvas and how it is used: renders its reader at every change. */
export function useEditorState(): EditorState {
  const state = useContext(StateContext);
  invariant(state !== null, 'a component of the editor stands inside EditorProvider');
  return state;
}

/** The means to change it: never changes itself. */
export function useEditor(): EditorHandle {
  const handle = useContext(HandleContext);
  invariant(handle !== null, 'a component of the editor stands inside EditorProvider');
  return handle;
}
