import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { ownValue } from '../../../core/util/own-value.ts';

/** By what runs are ordered: `newest`, `oldest`, `name`, `steps`, `improvement`, or `task ID`, the best of its headline metric first. */
export type RunOrder = string;

/** What of the list is shown. */
export interface RunsView {
  /** Part of a name, a note or the data's id, in any case; '' for all. */
  readonly filter: string;
  readonly starred: boolean;
  readonly order: RunOrder;
}

/** The best value of a task's headline metric; null where it was not measured. */
export function bestOf({ tasks, best }: RunSummary, task: string): number | null {
  const metric = tasks.find(({ id }) => id === task)?.metric;
  return metric === undefined ? null : (ownValue(ownValue(best, task) ?? {}, metric) ?? null);
}

/** The data set that a run names; its document is not read for that. */
function datasetOf({ document }: RunSummary): string {
  const data = document instanceof Object && 'data' in document ? document.data : null;
  return data instanceof Object && 'dataset' in data ? String(data.dataset) : '';
}

export const onDataset = (runs: readonly RunSummary[], dataset: string): readonly RunSummary[] =>
  runs.filter((run) => datasetOf(run) === dataset);

/** The run before one on the same data, by its beginning. `runs`: oldest first. */
export function neighbourOf(runs: readonly RunSummary[], run: RunSummary): RunSummary | null {
  const place = runs.findIndex(({ id }) => id === run.id);
  return onDataset(runs.slice(0, Math.max(0, place)), datasetOf(run)).at(-1) ?? null;
}

const unknownLast = (value: number | null | undefined): number => value ?? Number.NEGATIVE_INFINITY;

/** Those that a filter leaves, in an order; of equal ones the newest first. `runs`: oldest first; `improvements`: Δm by id. */
export function listedRuns(
  runs: readonly RunSummary[],
  { filter, starred, order }: RunsView,
  improvements: ReadonlyMap<string, number>,
  titleOf: (run: RunSummary) => string,
): readonly RunSummary[] {
  const wanted = filter.trim().toLowerCase();
  const left = runs.filter(
    (run) =>
      (!starred || run.starred) &&
      (wanted === '' || `${titleOf(run)} ${run.note} ${datasetOf(run)}`.toLowerCase().includes(wanted)),
  );
  const newest = left.toReversed();
  const by = (value: (run: RunSummary) => number): readonly RunSummary[] => newest.toSorted((a, b) => value(b) - value(a) || 0);
  if (order === 'oldest') return left;
  if (order === 'name') return newest.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b), undefined, { numeric: true }));
  if (order === 'improvement') return by(({ id }) => unknownLast(improvements.get(id)));
  if (order === 'steps') return by(({ steps }) => steps);
  if (!order.startsWith('task ')) return newest;
  const task = order.slice('task '.length);
  return by((run) => {
    const value = bestOf(run, task);
    const higher = run.tasks.find(({ id }) => id === task)?.better === 'higher';
    return unknownLast(value === null ? null : higher ? value : -value);
  });
}
