import type { ExecutorChoice, ExecutorInfo, TrainEvent } from '../../core/runs/protocol.ts';
import type { Executor } from '../executors/executor.ts';

/** An executor that is ready, and what to tell about it. */
export interface ChosenExecutor {
  readonly executor: Executor;
  readonly info: ExecutorInfo;
}

/** What the training host needs of the world around it: a worker gives the real things, a test its own. */
export interface TrainingEnvironment {
  /** Typed arrays in an event are made for it and never used again here: they may be transferred. */
  emit(event: TrainEvent): void;
  createExecutor(choice: ExecutorChoice, dataUrl: string): Promise<ChosenExecutor>;
  /** The bytes at an address; rejects with the reason in words. */
  fetchPack(url: string, onProgress: (fraction: number) => void): Promise<ArrayBuffer>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Resolves in a later macrotask, so that commands that arrived meanwhile are handled first. */
  defer(): Promise<void>;
  /** The most bytes that training may take on this device. */
  memoryLimitBytes(info: ExecutorInfo): number;
}
