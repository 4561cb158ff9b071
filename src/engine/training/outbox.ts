import { joinSteps, type RecordedSteps } from '../../core/runs/columns/blocks.ts';
import type { Marker } from '../../core/runs/marker.ts';
import type { RunStatus, TrainEvent } from '../../core/runs/protocol.ts';

/** Status and metrics go out no more often than this: 10 Hz. */
export const reportIntervalMs = 100;

export interface Outbox {
  /** Consecutive steps, kept until the next report; their numbers are given away. */
  record(steps: RecordedSteps): void;
  /** Kept until the next report, which sends metrics first. */
  later(event: TrainEvent): void;
  marker(marker: Marker): void;
  /** Sends what was kept and a status, if the last report is long enough ago. */
  reportIfDue(status: () => RunStatus): void;
  /** Sends what was kept, and the status: at a change of state. */
  report(status: RunStatus): void;
  /** Sends what was kept. */
  flush(): void;
}

const sameKnob = (a: TrainEvent, b: Marker): boolean =>
  a.type === 'marker' &&
  a.marker.kind === b.kind &&
  (a.marker.kind !== 'taskWeight' || b.kind !== 'taskWeight' || a.marker.task === b.task) &&
  (a.marker.kind !== 'tieWeight' || b.kind !== 'tieWeight' || a.marker.tie === b.tie);

/** Batches a run's events, so that the page hears of it at most ten times a second. */
export function createOutbox(runId: string, emit: (event: TrainEvent) => void, now: () => number): Outbox {
  let lastReport = Number.NEGATIVE_INFINITY;
  let recorded: RecordedSteps[] = [];
  let events: TrainEvent[] = [];

  function flush(): void {
    const steps = joinSteps(recorded);
    recorded = [];
    if (steps) emit({ type: 'metrics', runId, ...steps });
    const kept = events;
    events = [];
    for (const event of kept) emit(event);
  }

  function report(status: RunStatus): void {
    lastReport = now();
    flush();
    emit({ type: 'status', runId, status });
  }

  return {
    record(steps) {
      if (steps.count > 0) recorded.push(steps);
    },
    later: (event) => {
      events.push(event);
    },
    marker(marker) {
      // A slider on the move: only where it is when the report goes out.
      events = events.filter((event) => !sameKnob(event, marker));
      events.push({ type: 'marker', runId, marker });
    },
    reportIfDue(status) {
      if (now() - lastReport >= reportIntervalMs) report(status());
    },
    report,
    flush,
  };
}
