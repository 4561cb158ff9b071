import { joinSteps, type RecordedSteps } from '../../core/runs/columns/blocks.ts';
import { type Marker, movedOn, sameKnob } from '../../core/runs/marker.ts';
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

/** A knob that is moved again within so long is still on the same move, in ms: keys are pressed one after the other. */
const moveMs = 1000;

type MarkerEvent = Extract<TrainEvent, { readonly type: 'marker' }>;

/** Batches a run's events, so that the page hears of it at most ten times a second. */
export function createOutbox(runId: string, emit: (event: TrainEvent) => void, now: () => number): Outbox {
  let lastReport = Number.NEGATIVE_INFINITY;
  let recorded: RecordedSteps[] = [];
  let events: TrainEvent[] = [];
  /** The last marker of every knob, and when it was set. */
  let moves: { readonly event: MarkerEvent; readonly at: number }[] = [];

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
      const known = moves.find(({ event }) => sameKnob(event.marker, marker));
      const waits = known !== undefined && events.includes(known.event);
      // What has no number before it, a method, is chosen and not moved.
      const moving = 'from' in marker && known !== undefined && now() - known.at < moveMs;
      const goesOn = known !== undefined && (waits || moving) ? known.event : null;
      // One flag for a slider on the move, by hand or by keys: what waits is left out, what is out is replaced.
      const instead = waits ? known.event.instead : goesOn?.marker.step;
      const event: MarkerEvent = {
        type: 'marker',
        runId,
        marker: goesOn ? movedOn(goesOn.marker, marker) : marker,
        ...(instead === undefined ? {} : { instead }),
      };
      moves = [...moves.filter((move) => move !== known), { event, at: now() }];
      events = [...events.filter((other) => other !== known?.event), event];
    },
    reportIfDue(status) {
      if (now() - lastReport >= reportIntervalMs) report(status());
    },
    report,
    flush,
  };
}
