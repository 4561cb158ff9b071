import { persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import type { SmallStorage } from './persistence/safe-storage.ts';
import { noStorage, parseRemembered, viewKey, viewStorage, viewVersion } from './remembered-view.ts';
import { type CurveOptions, initialView, type PaneSizes, type RememberedView, type ViewState } from './view-state.ts';

/** Of the curves, which tasks are hidden belongs to the document that has them. */
const remembered = ({ language, theme, tab, curves, panes, pictures }: ViewState): RememberedView => ({
  language,
  theme,
  tab,
  curves: { ...curves, hiddenTasks: [] },
  panes,
  pictures,
});

/** The view as it was left in `storage`, except for what is `given`. */
export function createViewStore(given: Partial<RememberedView> = {}, storage?: SmallStorage) {
  const store = createStore<ViewState>()(
    persist<ViewState, [], [], Partial<RememberedView>>(() => ({ ...initialView, ...given }), {
      name: viewKey,
      version: viewVersion,
      storage: storage ? viewStorage(storage) : noStorage,
      partialize: remembered,
      migrate: parseRemembered,
      merge: (stored, current) => ({ ...current, ...parseRemembered(stored), ...given }),
    }),
  );
  const set = (change: Partial<ViewState> | ((view: ViewState) => Partial<ViewState>)): void => {
    store.setState(change);
  };

  return {
    ...store,
    set,
    setCurves: (change: Partial<CurveOptions>): void => set((view) => ({ curves: { ...view.curves, ...change } })),
    setPanes: (change: Partial<PaneSizes>): void => set(({ panes }) => ({ panes: { ...panes, ...change } })),
    toggleTask: (task: string): void =>
      set(({ curves }) => ({
        curves: {
          ...curves,
          hiddenTasks: curves.hiddenTasks.includes(task)
            ? curves.hiddenTasks.filter((id) => id !== task)
            : [...curves.hiddenTasks, task],
        },
      })),
    select: (nodes: readonly string[], edges: readonly string[] = []): void => set({ selection: { nodes, edges } }),
    /** Another document is on the screen: nothing of the last one is selected or hidden. */
    documentOpened: (): void =>
      set(({ curves, opened }) => ({
        selection: { nodes: [], edges: [] },
        curves: { ...curves, hiddenTasks: [] },
        viewport: null,
        opened: opened + 1,
      })),
    /** Brings what is spoken of into view: a phone shows the network for it. */
    pointAt: (where: string): void => set({ focus: { where }, phonePane: 'canvas' }),
  };
}

export type ViewStore = ReturnType<typeof createViewStore>;
