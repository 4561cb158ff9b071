import {
  createContext,
  type ReactNode,
  useContext,
  useDeferredValue,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import type { DatasetDescriptor } from '../core/data/types.ts';
import type { Project } from '../core/project/schema.ts';
import { structureKey } from '../core/project/structure.ts';
import type { ConflictReport } from '../core/runs/conflict.ts';
import type { HealthReport } from '../core/runs/health.ts';
import type { Picture } from '../core/runs/protocol.ts';
import { invariant } from '../core/util/assert-never.ts';
import { ownValue } from '../core/util/own-value.ts';
import { pageDatasets } from './datasets.ts';
import { type Derived, derive } from './derived.ts';
import type { Pane, ShownStores } from './paced-panes.ts';
import type { Pending, Playground } from './playground.ts';
import type { RunSlice } from './run-store.ts';
import type { RunNewsSlice } from './runs/resumable-run.ts';
import type { RunsSlice } from './runs/run-collection.ts';
import type { ViewState } from './view-state.ts';

const subscribeToDatasets = (listener: () => void) => pageDatasets.subscribe(listener);
const listDatasets = () => pageDatasets.all();

const noReports: readonly never[] = [];

const PlaygroundContext = createContext<Playground | null>(null);

export function PlaygroundProvider({ value, children }: { readonly value: Playground; readonly children: ReactNode }) {
  return <PlaygroundContext value={value}>{children}</PlaygroundContext>;
}

/** The stores and the actions. Components read through the hooks below and act through `actions` and `project.edit`. */
export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  invariant(playground !== null, 'a component stands inside PlaygroundProvider');
  return playground;
}

const PaneContext = createContext<Pane | null>(null);

/** A part of the page that shows an opened document when its turn comes, the smallest `order` first. No pane stands inside another one. */
export function PacedPane({ order, children }: { readonly order: number; readonly children: ReactNode }) {
  const { panes } = usePlayground();
  const [pane] = useState(panes.pane);
  useLayoutEffect(() => pane.join(order), [pane, order]);
  return <PaneContext value={pane}>{children}</PaneContext>;
}

/** The stores, as the pane shows them that the component stands in. */
function useShown(): ShownStores {
  const playground = usePlayground();
  return useContext(PaneContext) ?? playground;
}

/** Selectors must return something stable (a primitive, or a part of the state), or the component renders at every change. */
export const useProject = <T,>(selector: (project: Project) => T): T =>
  useStore(useShown().project, (state) => selector(state.project));

/** The project that the document on the screen is. */
export const useProjectKey = (): string => useStore(useShown().project, (state) => state.key);

export const useRun = <T,>(selector: (run: RunSlice) => T): T => useStore(useShown().run, selector);

export const useRuns = <T,>(selector: (runs: RunsSlice) => T): T => useStore(useShown().runs, selector);

/**
 * The runs in the plot and how they look there; the same as long as nothing of that changes. Runs that come or go are drawn when there is time for it, in
 * slices between which hands have the page: several at once take long.
 */
export const useLaidRuns = (): Pick<RunsSlice, 'shown' | 'kept' | 'hidden' | 'marks' | 'colours'> =>
  useDeferredValue(useRuns(useShallow(({ shown, kept, hidden, marks, colours }) => ({ shown, kept, hidden, marks, colours }))));

/** What is to be said of a run that gave way or was restored. */
export const useRunNews = (): RunNewsSlice => useStore(usePlayground().runNews);

export const useView = <T,>(selector: (view: ViewState) => T): T => useStore(useShown().view, selector);

/** What is to be seen inside a node of the run, as of the last look; undefined before there was one. */
export function usePicture(node: string): Picture | undefined {
  const generation = useRun(({ shown }) => shown?.generation);
  return useStore(usePlayground().pictures, (state) =>
    state.generation === generation ? ownValue(state.byNode, node) : undefined,
  );
}

/** The last looks at how the tasks' gradients agree, of the program that is shown. */
export function useConflict(): readonly ConflictReport[] {
  const generation = useRun(({ shown }) => shown?.generation);
  return useStore(usePlayground().conflict, (state) => (state.generation === generation ? state.reports : noReports));
}

/** The same of how the layers are. */
export function useHealth(): readonly HealthReport[] {
  const generation = useRun(({ shown }) => shown?.generation);
  return useStore(usePlayground().health, (state) => (state.generation === generation ? state.reports : noReports));
}

/** Whether somebody looks at how the layers are. */
export const useHealthWatched = (): boolean => useStore(usePlayground().health, ({ watched }) => watched);

/** Signature, shapes, parameter counts, served tasks and diagnostics of the document on the screen. */
export function useDerived(): Derived {
  useDataset(useProject(({ data }) => data.dataset));
  return useProject(derive);
}

/** Every data set that there is, in the order of the gallery. */
export const useDatasets = (): readonly DatasetDescriptor[] =>
  useSyncExternalStore(subscribeToDatasets, listDatasets, listDatasets);

/** The data set of this id; undefined where there is none. */
export function useDataset(id: string): DatasetDescriptor | undefined {
  const find = () => pageDatasets.find(id);
  return useSyncExternalStore(subscribeToDatasets, find, find);
}

export const useUndo = (): { canUndo: boolean; canRedo: boolean } => {
  const { temporal } = usePlayground().project;
  return {
    canUndo: useStore(temporal, ({ pastStates }) => pastStates.length > 0),
    canRedo: useStore(temporal, ({ futureStates }) => futureStates.length > 0),
  };
};

/** Whether the document on the screen is structurally ahead of the one that trains. */
export function usePending(): Pending {
  const loaded = useRun((run) => run.loaded);
  const current = useProject((project) => project);
  return loaded !== null && structureKey(loaded) !== structureKey(current) ? 'structural' : 'none';
}
