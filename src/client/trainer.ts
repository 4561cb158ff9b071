import type { AnswerTo, Command, TrainEvent, WorkerRequest } from '../core/runs/protocol.ts';
import type { Result } from '../core/util/diagnostics.ts';
import type { KeptCheckpoint } from './last-checkpoint.ts';

/** What is asked and cancelled goes through `request`. */
export type PlainCommand = Exclude<Command, { type: 'request' | 'cancelRequest' }>;

/**
 * The page's side of training. Two implementations: `WorkerTrainer` (a Web Worker; a crash becomes a `failed` status with a
 * diagnostic, and the next `load` brings up a new worker) and `DirectTrainer` (the same code in this thread, for tests).
 */
export interface Trainer {
  send(command: PlainCommand): void;
  /**
   * Refused with a diagnostic when the run is another one by then, or the worker dies; with `training.requestCancelled` once `signal`
   * aborts, which also stops the work.
   */
  request<K extends WorkerRequest['kind']>(
    runId: string,
    request: Extract<WorkerRequest, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<Result<AnswerTo<K>>>;
  /** Events come together as they were said; never none. */
  subscribe(listener: (events: readonly TrainEvent[]) => void): () => void;
  /** The newest checkpoint that the worker sent for this run (at least every 2 s while it trains). */
  lastCheckpoint(runId: string): KeptCheckpoint | null;
  /** Ends the worker; the next `load` starts a fresh one. */
  terminate(): void;
}
