import type { Diagnostic } from '../util/diagnostics.ts';
import type { Marker, MemoryForecast, Prepared, RunStatus, TaskEvaluation, TrainEvent } from './protocol.ts';
import { AppendList, Series } from './series.ts';

/** One measurement on the validation split. */
export interface ValidationPoint {
  readonly step: number;
  readonly epoch: number;
  readonly tasks: Readonly<Record<string, TaskEvaluation>>;
}

/** What a task's training recorded: one number per step, NaN where the task was not trained. */
export interface TaskCurve {
  /** Unweighted training loss of the step's batch. */
  readonly loss: Series;
  /** The λ that acted. */
  readonly weight: Series;
}

/**
 * Everything that a run produced. A new object after every event, while columns are shared between versions: an event costs time in
 * proportion to its own size, never to the length of the run.
 */
export interface RunHistory {
  readonly runId: string;
  readonly status: RunStatus;
  readonly prepared: Prepared | null;
  /** What training would take, by executor; empty until the program is built. */
  readonly memory: readonly MemoryForecast[];
  readonly diagnostics: readonly Diagnostic[];
  /** While preparing: what is under way. */
  readonly progress: { readonly phase: 'data' | 'backend' | 'compile'; readonly fraction: number } | null;
  /** The step (counted from 1) of the columns' first number; step i stands at index i − firstStep. */
  readonly firstStep: number;
  /** How many steps are recorded. */
  readonly count: number;
  /** By task id, in the order of first appearance. */
  readonly tasks: Readonly<Record<string, TaskCurve>>;
  readonly validation: AppendList<ValidationPoint>;
  readonly markers: AppendList<Marker>;
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
    firstStep: 1,
    count: 0,
    tasks: {},
    validation: AppendList.of(),
    markers: AppendList.of(),
  };
}

/** The same curves under a new run id: how an edited document goes on from the current weights. */
export function continueHistory(history: RunHistory, runId: string): RunHistory {
  return { ...history, runId, diagnostics: [], progress: null };
}

/** The last recorded step; one before the first where nothing is recorded. */
export function lastStep(history: RunHistory): number {
  return history.firstStep + history.count - 1;
}

/**
 * A task's training loss at the last step. Null before the first step, where the task was not trained in it, and while that step is of
 * another network than the one that was applied since: what this one loses is not known before it has made a step.
 */
export function currentLoss(history: RunHistory, task: string): number | null {
  const last = lastStep(history);
  const loss = history.tasks[task]?.loss.at(history.count - 1) ?? Number.NaN;
  if (!Number.isFinite(loss)) return null;
  return history.markers.toArray().some(({ kind, step }) => kind === 'applied' && step >= last) ? null : loss;
}

/** Voids what was recorded after `step`. */
function rewind(history: RunHistory, step: number): RunHistory {
  const count = Math.max(0, Math.min(history.count, step - history.firstStep + 1));
  const tasks: Record<string, TaskCurve> = {};
  for (const [id, curve] of Object.entries(history.tasks)) {
    tasks[id] = { loss: curve.loss.truncate(count), weight: curve.weight.truncate(count) };
  }
  return {
    ...history,
    count,
    firstStep: count === 0 ? step + 1 : history.firstStep,
    tasks,
    validation: history.validation.keepWhile((point) => point.step <= step),
    // Not in order of their steps: the best step is marked when the run ends.
    markers: AppendList.of(...history.markers.toArray().filter((marker) => marker.step <= step)),
  };
}

const missing = (): number => Number.NaN;

function record(history: RunHistory, event: Extract<TrainEvent, { type: 'metrics' }>): RunHistory {
  const ids = history.prepared?.tasks ?? [];
  if (ids.length === 0) return history;
  const base = event.firstStep <= lastStep(history) ? rewind(history, event.firstStep - 1) : history;
  const firstStep = base.count === 0 ? event.firstStep : base.firstStep;
  const start = event.firstStep - firstStep;
  const added = event.losses.length / ids.length;
  const tasks: Record<string, TaskCurve> = {};
  for (const id of new Set([...Object.keys(base.tasks), ...ids])) {
    const curve = base.tasks[id] ?? { loss: Series.empty, weight: Series.empty };
    const column = ids.indexOf(id);
    const extend = (series: Series, values: Float32Array): Series => {
      const filled = series.append(start - series.length, missing);
      return filled.append(added, column < 0 ? missing : (i) => values[i * ids.length + column] ?? Number.NaN);
    };
    tasks[id] = { loss: extend(curve.loss, event.losses), weight: extend(curve.weight, event.weights) };
  }
  return { ...base, firstStep, count: start + added, tasks };
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
      return record(history, event);
    case 'validation':
      return {
        ...history,
        validation: history.validation
          .keepWhile((point) => point.step < event.step)
          .append({ step: event.step, epoch: event.epoch, tasks: event.tasks }),
      };
    case 'marker':
      return { ...history, markers: history.markers.append(event.marker) };
    case 'rewound':
      return rewind(history, event.step);
    case 'diagnostics':
      return { ...history, diagnostics: event.diagnostics };
    case 'checkpoint':
    case 'measured':
    case 'response':
      return history;
  }
}
