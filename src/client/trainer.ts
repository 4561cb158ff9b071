import type { Checkpoint, Command, TrainEvent, WorkerRequest, WorkerResponse } from '../core/runs/protocol.ts';
import type { Result } from '../core/util/diagnostics.ts';

/** `request` without the envelope that the client adds. */
export type PlainCommand = Exclude<Command, { type: 'request' }>;

/**
 * The page's side of training. Two implementations: `WorkerTrainer` (a Web Worker; a crash becomes a `failed` status with a
 * diagnostic, and `restart` brings up a new worker) and `DirectTrainer` (the same code in this thread, for tests).
 */
export interface Trainer {
  send(command: PlainCommand): void;
  /** Refused with a diagnostic when the run is another one by then, or the worker dies. */
  request<K extends WorkerRequest['kind']>(
    runId: string,
    request: Extract<WorkerRequest, { kind: K }>,
  ): Promise<Result<Extract<WorkerResponse, { kind: K }>>>;
  /** Events come together as they were said; never none. */
  subscribe(listener: (events: readonly TrainEvent[]) => void): () => void;
  /** The newest checkpoint that the worker sent for this run (at least every 2 s while it trains). */
  lastCheckpoint(runId: string): Checkpoint | null;
  /** Ends the worker; the next `load` starts a fresh one. */
  terminate(): void;
}
