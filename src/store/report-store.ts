import { createStore } from 'zustand/vanilla';
import type { PlainCommand } from '../client/trainer.ts';
import type { ReportEvent, TrainEvent, Watched, WatchedReports } from '../core/runs/protocol.ts';

/** What was measured of late, while somebody watched. */
export interface ReportsSlice<R> {
  /** Of the program that they belong to. */
  readonly generation: number;
  /** The last looks, oldest first; all of one program. */
  readonly reports: readonly R[];
  /** Somebody watches. */
  readonly watched: boolean;
}

/** So many looks are kept: what is recent. */
const windowLength = 100;

/** Holds the last looks at one thing, and tells the worker whether anybody watches. */
export function createReportStore<W extends Watched>(what: W, send: (command: PlainCommand) => void) {
  type Report = WatchedReports[W];
  const isTold = (event: TrainEvent): event is TrainEvent & ReportEvent<W> => event.type === what;
  const store = createStore<ReportsSlice<Report>>(() => ({ generation: 0, reports: [], watched: false }));
  let watchers = 0;
  function watch(on: boolean): void {
    store.setState({ watched: on });
    send({ type: 'watch', what, on });
  }

  return {
    ...store,
    /** Has a run measured until the function that comes back is called, by everybody who watches. */
    watch(): () => void {
      if (watchers++ === 0) watch(true);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        if (--watchers === 0) watch(false);
      };
    },
    receive(events: readonly TrainEvent[]): void {
      const before = store.getState();
      let { generation, reports } = before;
      for (const event of events) {
        if (isTold(event)) {
          const { report } = event;
          const known = event.generation === generation ? reports.filter(({ step }) => step < report.step) : [];
          reports = [...known, report].slice(-windowLength);
          generation = event.generation;
        } else if (event.type === 'rewound') {
          const { step: end } = event;
          reports = reports.filter(({ step }) => step <= end);
        }
      }
      if (reports !== before.reports || generation !== before.generation) store.setState({ generation, reports });
    },
  };
}
