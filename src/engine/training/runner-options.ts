import type { ExecutorInfo } from '../../core/runs/executor-info.ts';
import type { Checkpoint, RunState, RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { Session } from '../executors/executor.ts';
import { copyCheckpoint, type Snapshot } from './checkpoints.ts';
import type { TrainingEnvironment } from './environment.ts';
import type { ExpectedSilence } from './expected-silence.ts';
import type { LiveSettings } from './live-settings.ts';
import type { BatchLook } from './looks/batch-look.ts';
import type { Outbox } from './outbox.ts';
import type { PreparedRun } from './prepare.ts';
import type { StepCounter } from './step-counter.ts';
import type { Throttle } from './throttle.ts';

export interface RunnerOptions {
  readonly env: TrainingEnvironment;
  readonly runId: string;
  /** Of the program; see `Command`. */
  readonly generation: number;
  readonly run: PreparedRun;
  readonly chosen: ChosenExecutor;
  readonly session: Session;
  readonly batches: BatchLook;
  readonly live: LiveSettings;
  readonly outbox: Outbox;
  readonly silence: ExpectedSilence;
  readonly throttle: Throttle;
  /** Already written to the session. */
  readonly start: Checkpoint;
  /** The device is of no more use; what the run said of it is said. */
  readonly onDeath: (problem: Diagnostic) => void;
}

/** With what a run ended. */
export interface Retired {
  readonly snapshot: Snapshot;
  /** What went wrong in its last steps. */
  readonly problem?: Diagnostic;
}

/** What executes the run: less than was chosen where the session had to do without something. */
function infoOf({ chosen: { info }, session: { reduced } }: Pick<RunnerOptions, 'chosen' | 'session'>): ExecutorInfo {
  return reduced ? { ...info, device: reduced.device, reduced: reduced.reason } : info;
}

/** How a run stands. */
export function statusOf(
  o: Pick<RunnerOptions, 'chosen' | 'session'>,
  { done: step, epoch }: Pick<StepCounter, 'done' | 'epoch'>,
  run: {
    readonly state: RunState;
    readonly stepsPerSecond: number | null;
    readonly error: Diagnostic | undefined;
    readonly moves: number;
  },
): RunStatus {
  const { state, stepsPerSecond, error, moves } = run;
  const executor = infoOf(o);
  return { state, step, epoch, stepsPerSecond, executor, ...(error ? { error } : {}), ...(moves > 0 ? { moves } : {}) };
}

/** What is said of a device that threw. */
export const deviceFailed = (error: unknown): Diagnostic =>
  diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page');

/** What the page hears of a run that could not go on, or has come to its end; what it was warned of stays. */
export const newsEvent = ({ runId, run }: Pick<RunnerOptions, 'runId' | 'run'>, news: Diagnostic): TrainEvent => ({
  type: 'diagnostics',
  runId,
  diagnostics: [...run.warnings, news],
});

/** A checkpoint for the page to keep. */
export const checkpointEvent = (
  { runId, generation }: Pick<RunnerOptions, 'runId' | 'generation'>,
  checkpoint: Checkpoint,
): TrainEvent => ({ type: 'checkpoint', runId, generation, checkpoint: copyCheckpoint(checkpoint) });
