import type { ReadingWorld } from '../../core/data/import/types.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { ExecutorChoice, MemoryForecast } from '../../core/runs/executor-info.ts';
import type { FileBytes, ModelFile, ModelSource } from '../../core/runs/model-formats.ts';
import type { TrainEvent } from '../../core/runs/protocol.ts';
import type { Diagnostic, Result } from '../../core/util/diagnostics.ts';
import type { ChoiceRequest, ChosenExecutor } from '../executors/choose.ts';

/** A file, and what it leaves out. */
interface ExportedFile {
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: FileBytes;
  readonly notes?: readonly Diagnostic[];
}

/** Writes and reads the files in which a model is taken home: engine/formats. */
export interface ModelFiles {
  write(format: string, source: ModelSource): Promise<Result<ExportedFile>>;
  read(fileName: string, bytes: FileBytes): Promise<Result<ModelFile>>;
}

/** What the training host needs of the world around it: a worker gives the real things, a test its own. */
export interface TrainingEnvironment {
  /** Typed arrays in an event are made for it and never used again here: they may be transferred. */
  emit(event: TrainEvent): void;
  /** Chooses, or takes what is forced: `ExecutorChooser`. */
  createExecutor(request: ChoiceRequest, dataUrl: string): Promise<Result<ChosenExecutor>>;
  /** What each executor that may be chosen would take for a program, before any is started: `ExecutorChooser`. */
  forecastMemory(choice: ExecutorChoice, program: TrainingProgram, dataUrl: string): Promise<readonly MemoryForecast[]>;
  /** Hears early what will be asked for, so that it can start while the data is on its way. */
  warmUp?(request: Pick<ChoiceRequest, 'choice' | 'remembered'>, dataUrl: string): void;
  /** The bytes at an address; rejects with the reason in words. */
  fetchPack(url: string, onProgress: (fraction: number) => void): Promise<ArrayBuffer>;
  readonly files: ModelFiles;
  /** Decoders of the browser, for files of images and sounds; absent: there are none. */
  readonly decoders?: Pick<ReadingWorld, 'decodeImage' | 'decodeSound'>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Says at once for how many milliseconds this thread may be silent from now on. */
  expectSilence?(ms: number): void;
  /** Resolves after so many milliseconds. */
  delay(ms: number): Promise<void>;
  /** Resolves in a later macrotask, so that commands that arrived meanwhile are handled first. */
  defer(): Promise<void>;
}
