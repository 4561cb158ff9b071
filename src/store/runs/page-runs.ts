import { parseProject } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import { rewind } from '../../core/runs/recorded.ts';
import type { RunRecord } from '../../core/runs/run-record.ts';
import { noRemarks, type RunRemarks, type RunSummary, stepsOf } from '../../core/runs/run-summary.ts';
import type { RunsFileEntry } from '../../core/runs/runs-file.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { openTable, type Table } from '../persistence/database.ts';
import type { Playground } from '../playground.ts';
import type { RunEntry, RunsSlice } from './run-collection.ts';
import { type KeeperWorld, keepRuns } from './run-keeper.ts';
import { createRunLibrary, type WhichWeights } from './run-library.ts';
import { summaryOf } from './summary-of.ts';

export interface PageRunsOptions extends KeeperWorld {
  readonly tables: Readonly<Record<'summaries' | 'records' | 'weights', Table>>;
}

const documents = new WeakMap<RunSummary, Project | null>();

/** The document of a listed run; null where this version of the page cannot read it. It is read once. */
export function documentOf(summary: RunSummary): Project | null {
  const known = documents.get(summary);
  if (known !== undefined) return known;
  const read = parseProject(summary.document);
  const document = read.ok ? read.value : null;
  documents.set(summary, document);
  return document;
}

/** A listed run as scripts see it: with what was measured last, else with its best. */
function entryOf({ id, name, number, started, steps, best, splits }: RunSummary): RunEntry {
  const measured = Object.entries(ownValue(splits, 'validation') ?? best);
  const numbers = (values: Readonly<Record<string, number | null>>) =>
    Object.fromEntries(Object.entries(values).flatMap(([metric, value]) => (value === null ? [] : [[metric, value] as const])));
  return {
    id,
    name: name || `Run ${number}`,
    started,
    steps,
    metrics: Object.fromEntries(measured.map(([task, values]) => [task, numbers(values)])),
  };
}

/**
 * What the plot and scripts hear of the library. What is as it was stays the same object, so that nobody draws it anew: a run that is pinned changes
 * nothing of this.
 */
function toldOf(
  listed: readonly RunSummary[],
  before: Pick<RunsSlice, 'colours' | 'paces'>,
): Pick<RunsSlice, 'listed' | 'colours' | 'paces'> {
  const colours = Object.fromEntries(listed.flatMap(({ id, colour }) => (colour === null ? [] : [[id, colour] as const])));
  const paces = Object.fromEntries(
    listed.map(({ id, steps, seconds, stepsPerEpoch }) => [
      id,
      { stepsPerEpoch, stepsPerSecond: seconds > 0 ? steps / seconds : null },
    ]),
  );
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return {
    listed: listed.map(entryOf),
    colours: same(colours, before.colours) ? before.colours : colours,
    paces: same(paces, before.paces) ? before.paces : paces,
  };
}

/** The library of a page's runs, and what it does with them: keeps, pins, opens, takes in. */
export function createPageRuns(playground: Playground, { tables, clock, now, after }: PageRunsOptions) {
  const { actions, run, runs } = playground;
  const library = createRunLibrary({ ...tables, clock });
  let keeper: ReturnType<typeof keepRuns> | null = null;

  const notKept = (problem: Diagnostic | null): void => {
    if (problem) run.notify([problem]);
  };

  /** Numbers go on where the last visit ended. */
  function countOn(): void {
    const last = Math.max(0, ...library.getState().runs.map(({ number }) => number));
    runs.setState(({ shown }) =>
      library.find(shown.id) || shown.number > last ? {} : { shown: { ...shown, number: last + 1 } },
    );
  }

  /** Resolves with whether the plot has room for others. */
  async function lay(id: string): Promise<boolean> {
    const { kept, shown } = runs.getState();
    if (shown.id === id || kept.some((one) => one.id === id)) return true;
    const record = await library.record(id);
    const problem = record ? runs.lay(record) : diagnostic('runs.columnsGone', {}, 'page');
    notKept(problem);
    return record === null || problem === null;
  }

  /** What is said of a run beside its record; of one that has gone on since it was measured, no metrics. */
  function besides(record: RunRecord): Omit<RunsFileEntry, 'record'> {
    const summary = library.find(record.id);
    if (!summary) return { seconds: 0, stepsPerEpoch: null, splits: {}, remarks: { ...noRemarks, name: record.name } };
    const { seconds, stepsPerEpoch, name, note, starred, colour, pinned, steps, best } = summary;
    const told = record.recorded.count === 0 ? { told: { steps, best } } : {};
    const splits = record.recorded.count === 0 || stepsOf(record.recorded) === steps ? summary.splits : {};
    return { seconds, stepsPerEpoch, splits, remarks: { name, note, starred, colour, pinned }, ...told };
  }

  /** What lies in the plot is pinned at the next visit too. */
  function rememberPins(): void {
    const { kept, shown, pinned } = runs.getState();
    const laid = new Set([...kept.map(({ id }) => id), ...(pinned ? [shown.id] : [])]);
    for (const { id, pinned: before } of library.getState().runs)
      if (before !== laid.has(id)) void library.change(id, { pinned: laid.has(id) });
  }

  const told = library.load().then(() => {
    countOn();
    const tell = (listed: readonly RunSummary[]): void => runs.setState(toldOf(listed, runs.getState()));
    library.subscribe(({ runs: listed }, before) => {
      if (listed !== before.runs) tell(listed);
    });
    tell(library.getState().runs);
  });

  const restored = told.then(async () => {
    for (const { id, pinned } of library.getState().runs) if (pinned && id !== runs.getState().shown.id) await lay(id);
    const { shown } = runs.getState();
    if (library.find(shown.id)?.pinned) runs.setState({ pinned: true });
    runs.subscribe(rememberPins);
  });

  return {
    library,
    /** Resolves once the plot and scripts have heard what earlier visits kept. */
    told,
    /** Resolves once what earlier visits kept is there. */
    restored,
    /** Keeps every run from now on. */
    async keep(): Promise<void> {
      await restored;
      keeper ??= keepRuns(playground, library, { now, clock, after });
    },
    flush: (): void => keeper?.flush(),
    async pin(id: string, on: boolean): Promise<void> {
      const { shown, pinned } = runs.getState();
      if (shown.id === id) {
        if (on !== pinned) actions.pinRun();
      } else if (on) await lay(id);
      else runs.remove(id);
    },
    /** Lays one after the other beside the shown run, `drawn` before the next, until the plot takes no more: why is said. */
    async pinAll(ids: readonly string[], drawn: () => Promise<unknown>): Promise<void> {
      for (const id of ids) {
        const { shown, pinned } = runs.getState();
        if (id === shown.id && !pinned) actions.pinRun();
        if (!(await lay(id))) return;
        await drawn();
      }
    },
    /** A run as files and scripts have it; null where what it recorded is not there. */
    async entry(id: string): Promise<RunsFileEntry | null> {
      await told;
      const record = actions.allRuns().find((one) => one.id === id) ?? (await library.record(id));
      return record && { record, ...besides(record) };
    },
    remark(id: string, remarks: Partial<RunRemarks>): void {
      if (remarks.name !== undefined) runs.rename(id, remarks.name);
      void library.change(id, remarks);
    },
    /** Takes them from the list and the plot. */
    remove(ids: readonly string[]): void {
      for (const id of ids) runs.remove(id);
      void library.remove(ids.filter((id) => id !== runs.getState().shown.id));
    },
    /**
     * Opens a run's document in place of the one on the screen: as it begins, or with weights, in whose step the run goes on. With its last
     * weights it is the same run; with its best a further one, which has the curves until there. `as`: the document is another one now, of a project.
     */
    async open(
      id: string,
      weights: WhichWeights | null,
      as?: { readonly document: Project; readonly key: string },
    ): Promise<void> {
      const summary = library.find(id);
      const document = summary && documentOf(summary);
      if (!summary || !document) return;
      if (weights === null) {
        actions.open(document);
        return;
      }
      const [record, kept] = await Promise.all([library.record(id), library.weightsOf(id, weights)]);
      if (!record || !kept) {
        run.notify([diagnostic('runs.weightsGone', {}, 'page')]);
        return;
      }
      runs.remove(id);
      actions.open(as?.document ?? record.document, undefined, as?.key);
      const { step } = kept.checkpoint;
      const epoch = summary.stepsPerEpoch ? step / summary.stepsPerEpoch : 0;
      const same = weights === 'last';
      const { number } = runs.getState().shown;
      const further = { id: runs.newId(number), number, name: '', started: new Date(clock()).toISOString() };
      const goesOn: RunRecord = same ? record : { ...record, ...further, recorded: rewind(record.recorded, step) };
      actions.resume({ record: goesOn, kept, epoch });
    },
    /** Takes in runs out of a file. One that is here already is left as it is. Resolves with how many were new. */
    async take(entries: readonly RunsFileEntry[]): Promise<number> {
      await restored;
      const fresh = entries.filter(({ record }) => !library.find(record.id) && record.id !== runs.getState().shown.id);
      for (const { record, seconds, stepsPerEpoch, splits, remarks, told } of fresh)
        await library.keep(
          summaryOf(record, { seconds, stepsPerEpoch, splits, ...(told ? { told } : {}) }),
          { record },
          { ...remarks, pinned: false },
        );
      return fresh.length;
    },
  };
}

export type PageRuns = ReturnType<typeof createPageRuns>;

const made = new WeakMap<Playground, PageRuns>();

/** The runs of a page, made when they are first asked for. */
export function pageRunsOf(playground: Playground): PageRuns {
  const known = made.get(playground);
  if (known) return known;
  const pageRuns = createPageRuns(playground, {
    tables: { summaries: openTable('runs'), records: openTable('run-records'), weights: openTable('run-weights') },
    clock: Date.now,
    now: () => performance.now(),
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  made.set(playground, pageRuns);
  return pageRuns;
}
