import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { keptImprovements } from '../../../core/experiments/kept-runs.ts';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { usePlayground } from '../../../store/react.tsx';
import { type PageRuns, pageRunsOf } from '../../../store/runs/page-runs.ts';
import type { RunLibrarySlice } from '../../../store/runs/run-library.ts';
import { useSay } from '../../common/use-say.ts';

/** The page's runs, with those that other tabs kept meanwhile. */
export function usePageRuns(): { readonly pageRuns: PageRuns; readonly slice: RunLibrarySlice } {
  const pageRuns = pageRunsOf(usePlayground());
  const { library } = pageRuns;
  const slice = useSyncExternalStore(library.subscribe, library.getState);
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

/** The best value of a task's headline metric; null where it was not measured. */
export function bestOf({ tasks, best }: RunSummary, task: string): number | null {
  const metric = tasks.find(({ id }) => id === task)?.metric;
  return metric === undefined ? null : (ownValue(ownValue(best, task) ?? {}, metric) ?? null);
}

/** By what runs are ordered: one of the fixed orders, or `task ID`. */
export type RunOrder = string;

const unknownLast = (value: number | null | undefined): number => value ?? Number.NEGATIVE_INFINITY;

/** Those that a filter leaves, in an order; and Δm by id. `runs`: oldest first. */
export function useListed(
  runs: readonly RunSummary[],
  { filter, starred, order }: { readonly filter: string; readonly starred: boolean; readonly order: RunOrder },
): { readonly listed: readonly RunSummary[]; readonly improvements: ReadonlyMap<string, number> } {
  const title = useRunTitle();
  const improvements = useMemo(() => keptImprovements(runs), [runs]);
  const wanted = filter.trim().toLowerCase();
  const left = runs.filter(
    (run) =>
      (!starred || run.starred) &&
      (wanted === '' || `${title(run)} ${run.note} ${datasetOf(run)}`.toLowerCase().includes(wanted)),
  );
  const newest = left.toReversed();
  const by = (value: (run: RunSummary) => number): readonly RunSummary[] => newest.toSorted((a, b) => value(b) - value(a) || 0);
  const ordered = (): readonly RunSummary[] => {
    if (order === 'oldest') return left;
    if (order === 'name') return newest.toSorted((a, b) => title(a).localeCompare(title(b), undefined, { numeric: true }));
    if (order === 'improvement') return by(({ id }) => unknownLast(improvements.get(id)));
    if (order === 'steps') return by(({ steps }) => steps);
    if (!order.startsWith('task ')) return newest;
    const task = order.slice('task '.length);
    return by((run) => {
      const value = bestOf(run, task);
      const higher = run.tasks.find(({ id }) => id === task)?.better === 'higher';
      return unknownLast(value === null ? null : higher ? value : -value);
    });
  };
  return { listed: ordered(), improvements };
}

/** The data set that a run names; its document is not read for that. */
function datasetOf({ document }: RunSummary): string {
  const data = document instanceof Object && 'data' in document ? document.data : null;
  return data instanceof Object && 'dataset' in data ? String(data.dataset) : '';
}

/** The run before one on the same data, by its beginning. */
export function neighbourOf(runs: readonly RunSummary[], run: RunSummary): RunSummary | null {
  const dataset = datasetOf(run);
  const place = runs.findIndex(({ id }) => id === run.id);
  return runs.slice(0, Math.max(0, place)).findLast((other) => datasetOf(other) === dataset) ?? null;
}
