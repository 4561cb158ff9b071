import { createStore } from 'zustand/vanilla';
import type { Project } from '../core/project/schema.ts';
import { emptyHistory, type RunHistory, reduceRun } from '../core/runs/history.ts';
import type { NamedWeights, Start, TrainEvent } from '../core/runs/protocol.ts';
import type { Diagnostic } from '../core/util/diagnostics.ts';
import { withNames } from './named.ts';
import type { Notice } from './notice.ts';

/** A program that was prepared. */
export interface ShownProgram {
  readonly generation: number;
  readonly project: Project;
}

/** What training produced, and which document it belongs to. */
export interface RunSlice {
  /** A fold over the worker's events: status, curves, validation, markers, what was prepared. */
  readonly history: RunHistory;
  /** The document that the worker has; null before the first. The one on the screen may be ahead of it. */
  readonly loaded: Project | null;
  /**
   * The program that there is, and its document: what is shown of the worker's answers belongs to it. It trails `loaded` while another
   * one is prepared; null before the first of a run.
   */
  readonly shown: ShownProgram | null;
  /** The weights that the run was given to begin with; null: those of its seed, or it is not known any more. */
  readonly given: NamedWeights | null;
  /** Messages of this run, of what was last opened and of the page, newest first; dismissed by the visitor. */
  readonly notices: readonly Notice[];
}

const noticeKey = ({ code, where, message }: Diagnostic): string => `${code}|${where ?? ''}|${message}`;

/** `voided`: hears what the run was before all that it recorded is void, and may have something to say about it. */
export function createRunStore(voided: (history: RunHistory) => Diagnostic | null = () => null) {
  const store = createStore<RunSlice>(() => ({
    history: emptyHistory('none'),
    loaded: null,
    shown: null,
    given: null,
    notices: [],
  }));
  /** The documents that the worker was given and has not prepared yet, by generation. */
  const asked = new Map<number, Project>();

  const notify = (all: readonly Notice[]): void => {
    // A warning about a node stands on the node, and that there is no task in the list of tasks: they need no second place.
    const items = all.filter(
      ({ code, severity, where }) => code !== 'graph.noTask' && (severity !== 'warning' || !where?.startsWith('node:')),
    );
    if (items.length === 0) return;
    const fresh = new Set(items.map(noticeKey));
    store.setState(({ notices }) => ({
      notices: [...items, ...notices.filter((item) => !fresh.has(noticeKey(item)))].slice(0, 8),
    }));
  };

  /** A document is prepared: those before it never will be. */
  function prepared(generation: number): ShownProgram | null {
    const project = asked.get(generation);
    for (const older of asked.keys()) if (older <= generation) asked.delete(older);
    return project ? { generation, project } : null;
  }

  return {
    ...store,
    notify,
    dismiss: (item: Notice): void => store.setState(({ notices }) => ({ notices: notices.filter((other) => other !== item) })),
    /** A new run: earlier curves and messages are gone. */
    begin(runId: string, generation: number, loaded: Project, start: Start = { from: 'initial' }): void {
      asked.clear();
      asked.set(generation, loaded);
      const history = emptyHistory(runId);
      store.setState(({ notices, given }) => ({
        loaded,
        shown: null,
        // What goes on from a checkpoint had begun before.
        given: start.from === 'weights' ? start.weights : start.from === 'initial' ? null : given,
        history: { ...history, status: { ...history.status, state: 'preparing' } },
        notices: notices.filter(({ lasting }) => lasting),
      }));
    },
    /** The run goes back to the weights of its seed, or is one that began earlier. */
    forgetGiven: (): void => store.setState({ given: null }),
    /** The same run goes on with another document. */
    continueWith(generation: number, loaded: Project): void {
      asked.set(generation, loaded);
      store.setState(({ history }) => {
        const { error: _, ...status } = history.status;
        return { loaded, history: { ...history, status: { ...status, state: 'preparing', stepsPerSecond: null } } };
      });
    },
    /** After a crash: the curves up to the checkpoint are still true. */
    resumeHistory: (before: RunHistory, step: number): void =>
      store.setState(({ history }) => ({
        history: {
          ...reduceRun(before, { type: 'rewound', runId: before.runId, step }),
          runId: history.runId,
          status: { ...history.status, step },
        },
      })),
    /** However many events, one change of the store. */
    receive(events: readonly TrainEvent[]): void {
      const { history: before, loaded, shown: shownBefore } = store.getState();
      const said: Diagnostic[][] = [];
      let history = before;
      let shown = shownBefore;
      for (const heard of events) {
        const event = withNames(heard, loaded);
        const known = history.status.error;
        const next = reduceRun(history, event);
        if (next.recorded.count === 0 && history.recorded.count > 0) {
          const problem = voided(history);
          if (problem) said.push([problem]);
        }
        history = next;
        if (event.runId !== before.runId) continue;
        if (event.type === 'prepared') shown = prepared(event.generation) ?? shown;
        if (event.type === 'diagnostics') said.push([...event.diagnostics]);
        const error = event.type === 'status' ? event.status.error : undefined;
        // A status repeats its error; a note that was dismissed must not come back with each.
        if (error && (!known || noticeKey(error) !== noticeKey(known))) said.push([error]);
      }
      if (history !== before) store.setState({ history, shown });
      for (const items of said) notify(items);
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;
