import type { Checkpoint, ExecutorInfo } from '../../core/runs/protocol.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { Session } from '../executors/executor.ts';
import type { Snapshot } from './checkpoints.ts';
import type { TrainingEnvironment } from './environment.ts';
import type { LiveSettings } from './live-settings.ts';
import type { Outbox } from './outbox.ts';
import type { PreparedRun } from './prepare.ts';

export interface RunnerOptions {
  readonly env: TrainingEnvironment;
  readonly runId: string;
  /** Of the program; see `Command`. */
  readonly generation: number;
  readonly run: PreparedRun;
  readonly chosen: ChosenExecutor;
  readonly session: Session;
  readonly live: LiveSettings;
  readonly outbox: Outbox;
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
export function infoOf({ chosen: { info }, session: { reduced } }: Pick<RunnerOptions, 'chosen' | 'session'>): ExecutorInfo {
  return reduced ? { ...info, device: reduced.device, reduced: reduced.reason } : info;
}
