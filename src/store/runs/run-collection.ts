import { createStore } from 'zustand/vanilla';
import type { Project } from '../../core/project/schema.ts';
import type { RunHistory } from '../../core/runs/history.ts';
import { frozen, numbersIn, type RunIdentity, type RunRecord } from '../../core/runs/run-record.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';

/** More runs than this are not drawn in one plot. */
export const mostPinned = 200;
/** So many runs wait for the part of the page that keeps them, beside the last. */
const mostLeft = 7;
/** The most numbers that pinned runs hold together, at 4 bytes each: 256 MiB. */
const mostNumbers = 2 ** 26;

/** What a run is beside its identity, as it stands in the other stores. */
export type RunContent = Omit<RunRecord, keyof RunIdentity>;

/** Of a run as it stands, which trained this document. */
export function contentOf({ status: { executor }, recorded }: RunHistory, document: Project): RunContent {
  if (!executor) return { document, executor, recorded };
  const { id, backend, device, reason } = executor;
  return { document, executor: { id, backend, device, reason }, recorded };
}

/** How many steps a run made in a unit of another axis; null where that is not known. */
interface RunPace {
  readonly stepsPerEpoch: number | null;
  readonly stepsPerSecond: number | null;
}

/** A run as scripts see it. */
export interface RunEntry {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly started: string;
  readonly steps: number;
  /** On the validation split, by task. */
  readonly metrics: Record<string, Record<string, number>>;
}

/** A run that gave way, as it was at its end. */
export interface LeftRun {
  readonly record: RunRecord;
  /** Since its first step, pauses included. */
  readonly seconds: number;
}

export interface RunsSlice {
  /** The run that trains, or did last. Its content stands in the run store. */
  readonly shown: RunIdentity;
  /** Those that gave way to it, as they were at their ends, until `run-keeper.ts` has taken them. */
  readonly left: readonly LeftRun[];
  /** Whether it is kept when another one takes its place. */
  readonly pinned: boolean;
  /** Earlier runs that were pinned, oldest first; complete, and never changed but for their names. */
  readonly kept: readonly RunRecord[];
  /** By id: the place among the looks that tell kept runs apart, which a run has as long as it is kept. */
  readonly marks: Readonly<Record<string, number>>;
  /** Ids of kept runs that are not drawn. */
  readonly hidden: readonly string[];
  /** By id, of those that the library keeps: how fast they went, for curves over epochs or time. */
  readonly paces: Readonly<Record<string, RunPace>>;
  /** By id, of those that the library keeps: the place of the colour that a visitor gave it. */
  readonly colours: Readonly<Record<string, number>>;
  /** Those that the library keeps, once it is read, oldest first. */
  readonly listed: readonly RunEntry[];
}

/** The first place that no kept run has. */
function freeMark(marks: RunsSlice['marks']): number {
  const taken = new Set(Object.values(marks));
  let mark = 0;
  while (taken.has(mark)) mark++;
  return mark;
}

interface RunCollectionOptions {
  readonly now?: () => Date;
  /** What a run is called in files and databases, by its number: no other page may make the same. */
  readonly newId?: (number: number) => string;
}

/** The runs of a visit: one is shown, pinned ones lie beside it. `run-library.ts` keeps them, and all others. */
export function createRunCollection(options: RunCollectionOptions = {}) {
  const { now = () => new Date(), newId = (number) => `run-${number}` } = options;
  const identity = (number: number): RunIdentity => ({ id: newId(number), number, name: '', started: null });
  const store = createStore<RunsSlice>(() => ({
    shown: identity(1),
    left: [],
    pinned: false,
    kept: [],
    marks: {},
    hidden: [],
    listed: [],
    paces: {},
    colours: {},
  }));

  function obstacle(content: RunContent): Diagnostic | null {
    const { kept } = store.getState();
    if (kept.length >= mostPinned) return diagnostic('runs.tooMany', { limit: mostPinned }, 'page');
    const numbers = [content, ...kept].reduce((sum, { recorded }) => sum + numbersIn(recorded), 0);
    return numbers > mostNumbers ? diagnostic('runs.tooLong', {}, 'page') : null;
  }

  const since = (started: string): number => Math.max(0, now().getTime() - Date.parse(started)) / 1000;

  return {
    ...store,
    newId,
    /** The shown run has a first step. */
    started(): void {
      if (store.getState().shown.started !== null) return;
      store.setState(({ shown }) => ({ shown: { ...shown, started: now().toISOString() } }));
    },
    /** The shown run is one that was there before: it goes on under its name. A number that a kept run has stays that one's. */
    resumed({ id, number, name, started }: RunIdentity): void {
      const { kept } = store.getState();
      if (kept.some((run) => run.id === id)) return;
      store.setState({ shown: { id, number, name, started } });
    },
    /**
     * Another run takes the place of the shown one, which is kept where it is pinned. One without a step is no run: its place is taken
     * over. What cannot be kept after all comes back.
     */
    replaced(content: RunContent): Diagnostic | null {
      const { shown, pinned, kept, marks } = store.getState();
      if (shown.started === null) return null;
      const problem = pinned ? obstacle(content) : null;
      const keeps = pinned && problem === null;
      const left = { ...shown, ...content };
      store.setState({
        left: [...store.getState().left.slice(-mostLeft), { record: left, seconds: since(shown.started) }],
        shown: identity(Math.max(shown.number, ...kept.map(({ number }) => number)) + 1),
        pinned: false,
        ...(keeps
          ? {
              kept: [...kept, { ...left, recorded: frozen(content.recorded) }],
              marks: { ...marks, [shown.id]: freeMark(marks) },
            }
          : {}),
      });
      return problem;
    },
    /** Why the shown run cannot be pinned; null where it can. */
    obstacle,
    pin(content: RunContent): Diagnostic | null {
      const problem = obstacle(content);
      if (problem === null) store.setState({ pinned: true });
      return problem;
    },
    unpin: (): void => store.setState({ pinned: false }),
    /** Lays a run of an earlier visit beside the shown one. What forbids it comes back. */
    lay(record: RunRecord): Diagnostic | null {
      const { shown, kept, marks } = store.getState();
      if (record.id === shown.id || kept.some(({ id }) => id === record.id)) return null;
      const problem = obstacle(record);
      if (problem === null) store.setState({ kept: [...kept, record], marks: { ...marks, [record.id]: freeMark(marks) } });
      return problem;
    },
    rename(id: string, name: string): void {
      const named = <T extends RunIdentity>(run: T): T => (run.id === id ? { ...run, name: name.trim() } : run);
      store.setState(({ shown, kept }) => ({ shown: named(shown), kept: kept.map(named) }));
    },
    remove: (id: string): void =>
      store.setState(({ kept, marks, hidden }) => ({
        marks: Object.fromEntries(Object.entries(marks).filter(([other]) => other !== id)),
        kept: kept.filter((run) => run.id !== id),
        hidden: hidden.filter((other) => other !== id),
      })),
    toggle: (id: string): void =>
      store.setState(({ hidden }) => ({
        hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id],
      })),
  };
}

export type RunCollection = ReturnType<typeof createRunCollection>;
