import type { Diagnostic } from '../util/diagnostics.ts';
import type { MemoryForecast } from './executor-info.ts';
import { rowsIn, stepAt } from './kept-steps.ts';
import type { Prepared, RunStatus, TrainEvent } from './protocol.ts';
import {
  appendMarker,
  appendSteps,
  appendValidation,
  lastStep,
  nothingRecorded,
  type Recorded,
  rewind,
  seriesOf,
  type ValidationPoint,
} from './recorded.ts';

/** Everything that is known of the run that is shown: how it stands, and what it recorded. A new object after every event. */
export interface RunHistory {
  readonly runId: string;
  readonly status: RunStatus;
  readonly prepared: Prepared | null;
  /** What training would take, by executor; empty until the program is built. */
  readonly memory: readonly MemoryForecast[];
  readonly diagnostics: readonly Diagnostic[];
  /** While preparing: what is under way. */
  readonly progress: { readonly phase: 'data' | 'backend' | 'compile'; readonly fraction: number } | null;
  readonly recorded: Recorded;
}

const idle: RunStatus = { state: 'idle', step: 0, epoch: 0, stepsPerSecond: null, executor: null };

export function emptyHistory(runId: string): RunHistory {
  return {
    runId,
    status: idle,
    prepared: null,
    memory: [],
    diagnostics: [],
    progress: null,
    recorded: nothingRecorded,
  };
}

/** The same curves under a new run id: how an edited document goes on from the current weights. */
export function continueHistory(history: RunHistory, runId: string): RunHistory {
  return { ...history, runId, diagnostics: [], progress: null };
}

/**
 * A task's training loss at the last step. Null before the first step, where the task was not trained in it, and while that step is of
 * another network than the one that was applied since: what this one loses is not known before it has made a step.
 */
export function currentLoss({ recorded }: RunHistory, task: string): number | null {
  const { kept, appliedAt } = recorded;
  const row = rowsIn(kept) - 1;
  const last = lastStep(recorded);
  // A run that was rewound into steps of which some are left out stands at one that has no row.
  const loss = stepAt(kept, row) === last ? (seriesOf(recorded, 'loss', task)?.at(row) ?? Number.NaN) : Number.NaN;
  return Number.isFinite(loss) && last > appliedAt ? loss : null;
}

/** The last validation, unless it was of another network than the one that was applied since. */
export function currentValidation({ recorded }: RunHistory): ValidationPoint | null {
  const last = recorded.validation.last();
  return last && last.step > recorded.appliedAt ? last : null;
}

/** What the run is after the event. Events of another run change nothing. */
export function reduceRun(history: RunHistory, event: TrainEvent): RunHistory {
  if (event.runId !== history.runId) return history;
  switch (event.type) {
    case 'status':
      return { ...history, status: event.status, progress: event.status.state === 'preparing' ? history.progress : null };
    case 'prepared':
      return { ...history, prepared: event.prepared };
    case 'memory':
      return { ...history, memory: event.forecasts };
    case 'progress':
      return { ...history, progress: { phase: event.phase, fraction: event.fraction } };
    case 'metrics':
      return { ...history, recorded: appendSteps(history.recorded, event) };
    case 'validation': {
      const { step, epoch, tasks } = event;
      return { ...history, recorded: appendValidation(history.recorded, { step, epoch, tasks }) };
    }
    case 'marker':
      return { ...history, recorded: appendMarker(history.recorded, event.marker, event.instead) };
    case 'rewound':
      return { ...history, recorded: rewind(history.recorded, event.step) };
    case 'diagnostics':
      return { ...history, diagnostics: event.diagnostics };
    case 'checkpoint':
    case 'conflict':
    case 'health':
    case 'measured':
    case 'answering':
    case 'response':
      return history;
  }
}
