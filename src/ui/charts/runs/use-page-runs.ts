import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { keptImprovements } from '../../../core/experiments/kept-runs.ts';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { usePlayground } from '../../../store/react.tsx';
import { type PageRuns, pageRunsOf } from '../../../store/runs/page-runs.ts';
import type { RunLibrarySlice } from '../../../store/runs/run-library.ts';
import { useSay } from '../../common/use-say.ts';
import { listedRuns, type RunsView } from './listed.ts';

/** The page's runs, with those that other tabs kept meanwhile. */
export function usePageRuns(): { readonly pageRuns: PageRuns; readonly slice: RunLibrarySlice } {
  const pageRuns = pageRunsOf(usePlayground());
  const { library } = pageRuns;
  const slice = useSyncExternalStore(library.subscribe, library.getState, library.getState);
  useEffect(() => {
    void library.load();
  }, [library]);
  return { pageRuns, slice };
}

/** What a run is called: its name, or its number as long as it has none. */
export function useRunTitle(): (run: Pick<RunSummary, 'name' | 'number'>) => string {
  const say = useSay();
  return ({ name, number }) => name || say(runWords.numbered, { n: number });
}

/** What of the list is shown, and Δm by id. `runs`: oldest first. */
export function useListed(
  runs: readonly RunSummary[],
  view: RunsView,
): { readonly listed: readonly RunSummary[]; readonly improvements: ReadonlyMap<string, number> } {
  const title = useRunTitle();
  const improvements = useMemo(() => keptImprovements(runs), [runs]);
  return { listed: listedRuns(runs, view, improvements, title), improvements };
}
