import { createStore } from 'zustand/vanilla';
import type { Project } from '../core/project/schema.ts';
import { emptyHistory, type RunHistory, reduceRun } from '../core/runs/history.ts';
import type { RunStatus, TrainEvent } from '../core/runs/protocol.ts';
import type { Diagnostic } from '../core/util/diagnostics.ts';

/** What training produced, and which document it belongs to. */
export interface RunSlice {
  readonly runId: string;
  /** A fold over the worker's events: curves, validation, markers, what was prepared. */
  readonly history: RunHistory;
  readonly status: RunStatus;
  /** The document that the worker has; null before the first. The one on the screen may be ahead of it. */
  readonly loaded: Project | null;
  /** Messages of this run and of what was last opened, newest first; dismissed by the visitor. */
  readonly notices: readonly Diagnostic[];
}

export const idleStatus: RunStatus = { state: 'idle', step: 0, epoch: 0, stepsPerSecond: null, executor: null };

const noticeKey = ({ code, where, message }: Diagnostic): string => `${code}|${where ?? ''}|${message}`;

export function createRunStore() {
  const store = createStore<RunSlice>(() => ({
    runId: 'none',
    history: emptyHistory(),
    status: idleStatus,
    loaded: null,
    notices: [],
  }));

  const notify = (items: readonly Diagnostic[]): void => {
    if (items.length === 0) return;
    const fresh = new Set(items.map(noticeKey));
    store.setState(({ notices }) => ({
      notices: [...items, ...notices.filter((item) => !fresh.has(noticeKey(item)))].slice(0, 8),
    }));
  };

  return {
    ...store,
    notify,
    dismiss: (item: Diagnostic): void =>
      store.setState(({ notices }) => ({ notices: notices.filter((other) => other !== item) })),
    clearNotices: (): void => store.setState({ notices: [] }),
    /** A new run: earlier curves and messages are gone. */
    begin: (runId: string, loaded: Project): void =>
      store.setState({ runId, loaded, history: emptyHistory(), status: { ...idleStatus, state: 'preparing' }, notices: [] }),
    /** The same run goes on with another document. */
    continueWith: (loaded: Project): void => store.setState({ loaded }),
    /** After a crash: the curves up to the checkpoint are still true. */
    resumeHistory: (before: RunHistory, step: number): void => {
      const { runId } = store.getState();
      store.setState({ history: reduceRun(before, { type: 'rewound', runId, step }) });
    },
    receive(event: TrainEvent): void {
      if (event.runId !== store.getState().runId) return;
      switch (event.type) {
        case 'status':
          store.setState({ status: event.status });
          if (event.status.error) notify([event.status.error]);
          return;
        case 'diagnostics':
          notify(event.diagnostics);
          return;
        case 'response':
        case 'checkpoint':
          return;
        default:
          store.setState(({ history }) => ({ history: reduceRun(history, event) }));
      }
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;
