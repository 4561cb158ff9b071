import { createStore } from 'zustand/vanilla';
import { frozen, numbersIn, type RunIdentity, type RunRecord } from '../../core/runs/run-record.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';

/** More runs than this cannot be told apart in one plot. */
export const mostPinned = 6;
/** The most numbers that pinned runs hold together, at 4 bytes each: 256 MiB. */
const mostNumbers = 2 ** 26;

/** What a run is beside its identity, as it stands in the other stores. */
export type RunContent = Omit<RunRecord, keyof RunIdentity>;

export interface RunsSlice {
  /** The run that trains, or did last. Its content stands in the run store. */
  readonly shown: RunIdentity;
  /** Whether it is kept when another one takes its place. */
  readonly pinned: boolean;
  /** Earlier runs that were pinned, oldest first; complete, and never changed but for their names. */
  readonly kept: readonly RunRecord[];
  /** By id: the place among the looks that tell kept runs apart, which a run has as long as it is kept. */
  readonly marks: Readonly<Record<string, number>>;
  /** Ids of kept runs that are not drawn. */
  readonly hidden: readonly string[];
}

const identity = (number: number): RunIdentity => ({ id: `run-${number}`, number, name: '', started: null });

/** The first place that no kept run has. */
function freeMark(marks: RunsSlice['marks']): number {
  const taken = new Set(Object.values(marks));
  let mark = 0;
  while (taken.has(mark)) mark++;
  return mark;
}

/** The runs of a visit: one is shown, pinned ones stay beside it. They do not outlast the page; `core/runs/run-file.ts` could write them. */
export function createRunCollection({ now }: { readonly now: () => Date } = { now: () => new Date() }) {
  const store = createStore<RunsSlice>(() => ({ shown: identity(1), pinned: false, kept: [], marks: {}, hidden: [] }));

  function obstacle(content: RunContent): Diagnostic | null {
    const { kept } = store.getState();
    if (kept.length >= mostPinned) return diagnostic('runs.tooMany', { limit: mostPinned }, 'page');
    const numbers = [content, ...kept].reduce((sum, { recorded }) => sum + numbersIn(recorded), 0);
    return numbers > mostNumbers ? diagnostic('runs.tooLong', {}, 'page') : null;
  }

  return {
    ...store,
    /** The shown run has a first step. */
    started(): void {
      if (store.getState().shown.started !== null) return;
      store.setState(({ shown }) => ({ shown: { ...shown, started: now().toISOString() } }));
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
      store.setState({
        shown: identity(shown.number + 1),
        pinned: false,
        ...(keeps
          ? {
              kept: [...kept, { ...shown, ...content, recorded: frozen(content.recorded) }],
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
