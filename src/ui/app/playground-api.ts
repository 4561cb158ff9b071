import type { RunStatus } from '../../core/runs/protocol.ts';
import type { HistoryRow } from '../../core/runs/rows.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import type { BalancingMethodEntry } from './balancing-script.ts';

type Numbers = readonly number[] | Float32Array | Int32Array;
export type RawInputs = Numbers | Readonly<Record<string, Numbers>>;

/**
 * The page's scripting interface: `window.playground`, for teachers, notebooks and automation. It drives the same stores and worker as
 * the interface does: what a script changes is visible on the screen, and can be undone. Documented in the README; kept compatible.
 */
export interface PlaygroundApi {
  readonly version: string;
  /** Ready-made projects: the ids are stable. */
  presets(): { id: string; title: string }[];
  /** Replaces the document. Never throws on bad content: resolves with what is wrong, and keeps the old document if it cannot be used. */
  load(source: { preset: string } | { project: unknown } | { link: string }): Promise<Diagnostic[]>;
  /** The current document as plain JSON (what a link and an exported file carry). */
  project(): unknown;
  /** A link that reopens the current document. */
  link(): string;
  /** Starts or continues. Resolves when `steps` more steps (or `epochs` more epochs) are done, or the run ends, pauses or fails. */
  train(options?: { steps?: number; epochs?: number }): Promise<RunStatus>;
  pause(): Promise<RunStatus>;
  /** Back to the same initial weights (same seed). */
  reset(): Promise<RunStatus>;
  /** From the next step on. Throws on a task that does not exist, and on a weight that is none. */
  setTaskWeight(taskId: string, weight: number): void;
  /** The methods that weigh tasks against each other. */
  balancingMethods(): BalancingMethodEntry[];
  /**
   * From the next step on; a method that needs another kind of step is applied to the run, which keeps its weights. Parameters that are
   * left out take their defaults. Returns what is wrong with the choice, which then changes nothing.
   */
  setBalancing(choice: { method: string; parameters?: Record<string, unknown> }): Diagnostic[];
  status(): RunStatus;
  /** Every recorded step: training losses per task (unweighted), in order; validation and further columns where they were recorded. */
  history(): HistoryRow[];
  /** Every run of this visit that has a step and is shown or pinned, oldest first; `metrics`: as last measured on the validation split. */
  runs(): { id: string; name: string; started: string; steps: number; metrics: Record<string, Record<string, number>> }[];
  /** A run's document, columns and validation as plain JSON: whatever was no number is null. Rejects on an id that does not exist. */
  run(id: string): Promise<unknown>;
  /** Loss and metrics per task on a split with the current weights; null where a metric is undefined. */
  evaluate(split: 'train' | 'validation' | 'test'): Promise<Record<string, Record<string, number | null>>>;
  /**
   * Predictions of every task for raw inputs: [count, ...inputShape] row-major, by the data set's input id; a plain array where the
   * model reads one input. Classification: probabilities.
   */
  predict(inputs: RawInputs, count: number): Promise<Record<string, Float32Array>>;
  /** Current weights and model in a format that `formats()` lists. */
  exportModel(format: string): Promise<Blob>;
  formats(): { id: string; title: string; extension: string }[];
  on(type: 'status' | 'metrics' | 'diagnostics', listener: (payload: unknown) => void): () => void;
}
