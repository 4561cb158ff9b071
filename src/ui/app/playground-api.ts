import type { AttackSettings } from '../../core/runs/attack.ts';
import type { RunStatus } from '../../core/runs/protocol.ts';
import type { HistoryRow } from '../../core/runs/rows.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import type { BalancingMethodEntry } from './balancing-script.ts';
import type { AffinityAnswer, ConflictAnswer } from './conflict-script.ts';
import type { AttackAnswer, HealthAnswer } from './health-script.ts';
import type { LessonEntry } from './lessons-script.ts';

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
  /** The lessons in their order, with how far this browser has come in each: the ids are stable, and those of `#lesson=ID`. */
  lessons(): Promise<LessonEntry[]>;
  /**
   * Plays a lesson from where it was left: its card comes, and its document where it begins or another one is on the screen. `null` ends the one that is
   * played. Resolves with what is wrong with the id; then nothing changes.
   */
  playLesson(id: string | null): Promise<Diagnostic[]>;
  /** The current document as plain JSON (what a link and an exported file carry). */
  project(): unknown;
  /** A link that reopens the current document. */
  link(): string;
  /**
   * Starts or continues, with the document as it is. Resolves when `steps` more steps (or `epochs` more epochs; without either, the document's
   * epochs) are done, or the run ends, pauses or fails.
   */
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
   * left out take their defaults. Beside them, where the method offers it: weights chosen node by node (`perNode`), among the tasks that share alone
   * (`perSet`), by the gradients of the shared representation (`representation`), for the heads too or not (`heads`), in every so many steps
   * (`every`). Returns what is wrong with the choice, which then changes nothing.
   */
  setBalancing(choice: {
    method: string;
    parameters?: Record<string, unknown>;
    perNode?: boolean;
    perSet?: boolean;
    representation?: boolean;
    heads?: 'weights' | 'sliders';
    every?: number;
  }): Diagnostic[];
  /**
   * Inner products of the tasks' gradients on what they share, with the current weights on the batch that comes next, and what follows from them;
   * `node`: on that node's parameters alone. null where a task has no gradient. Rejects with diagnostics on a node that tasks do not share, where the document
   * cannot be trained, and where the run gives way before it is answered.
   */
  conflict(options?: { node?: string }): Promise<ConflictAnswer>;
  /**
   * By which share a plain step for the row's task alone lowers the loss of the column's task (TAG), to first order, or `exact`: tried out on ten
   * batches. `groups`: the tasks that help one another most, for up to eight of them. Rejects with diagnostics where the document cannot be trained, and where
   * the run gives way before it is answered.
   */
  affinity(options?: { exact?: boolean }): Promise<AffinityAnswer>;
  /**
   * Of every layer, or of one: gradient norm, mean and spread of its outputs, share of dead units, ‖Δθ‖ / ‖θ‖ of the step that comes next (tried out
   * on a copy), and `sign` where something is wrong. null where a layer has none. Rejects on a node that the run does not have.
   */
  health(options?: { node?: string }): Promise<HealthAnswer>;
  /**
   * The metrics of every task on test samples that are changed against each task in turn, by strength, and with noise; `attack` and `noise` are
   * rows by strength. Rejects on settings that are none, and where the network reads nothing that can be changed a little.
   */
  attack(settings?: Partial<AttackSettings>): Promise<AttackAnswer>;
  status(): RunStatus;
  /**
   * Every recorded step: training losses per task (unweighted), in order; `weight` the visitor's, `effective` what acted where a method chose it;
   * validation and further columns where they were recorded.
   */
  history(): HistoryRow[];
  /** Every run that has a step, oldest first, of earlier visits too; `metrics`: as last measured on the validation split. */
  runs(): { id: string; name: string; started: string; steps: number; metrics: Record<string, Record<string, number>> }[];
  /** A run's document, columns, validation and metrics of every split (`splits`, once it rested) as plain JSON, as the list *Runs* exports it: whatever was no number is null. Rejects on an id that does not exist. */
  run(id: string): Promise<unknown>;
  /**
   * Trains contenders × seeds of the present document in the pool, and resolves with experiment, outcomes and report as the tab *Compare* exports
   * them; `equalCost`: each task alone in so small a network that all together have no more parameters than the shared one; `epochs` is the budget of every run, or as many of them as hold `steps`; `settings`: how many learning rates (and weights, where they are tuned) each of them tries. Rejects on an experiment that is none,
   * and where it is paused.
   */
  compare(
    experiment: {
      contenders: (
        | 'single'
        | 'equalCost'
        | 'equal'
        | 'tuned'
        | 'asItIs'
        | { method: string }
        | { architecture: string }
        | { name: string; project: unknown }
      )[];
      seeds: number | number[];
      epochs?: number;
      steps?: number;
      settings?: number;
    },
    onProgress?: (progress: { done: number; total: number; secondsLeft: number | null }) => void,
  ): Promise<unknown>;
  /** Every data set that documents can use; `own`: brought by a visitor. */
  datasets(): { id: string; title: string; own: boolean; rows: number }[];
  /**
   * Brings in a table, an archive or many files (images or sounds with a table of labels, or in folders that are classes) as the dialog would with its proposals; `columns` corrects them by name, `division` how rows are split. The document then uses it, with a
   * proposed network, and the file is kept under `name`. `dataset` is empty where `diagnostics` say what stands against it. Never rejects.
   */
  importData(
    file: Blob | readonly File[],
    options: {
      name: string;
      format?: string;
      encoding?: string;
      malformed?: 'skip' | 'repair';
      /** Pixels along a side of images, and whether they lose their colours. */
      side?: number;
      grey?: boolean;
      /** `yes`: of two words the one that says yes; `levels`: those of an ordered column, from least to most. */
      columns?: Record<string, { kind?: string; role?: string; yes?: string; levels?: readonly string[] }>;
      division?: { by?: string; time?: string; train?: number; validation?: number };
    },
  ): Promise<{ dataset: string; rows: number; skipped: { line: number; reason: string }[]; diagnostics: Diagnostic[] }>;
  /** Loss and metrics per task on a split with the current weights; null where a metric is undefined. */
  evaluate(split: 'train' | 'validation' | 'test'): Promise<Record<string, Record<string, number | null>>>;
  /**
   * Predictions of every task for raw inputs: [count, ...inputShape] row-major, by the data set's input id; a plain array where the
   * model reads one input. Classification: probabilities.
   */
  predict(inputs: RawInputs, count: number): Promise<Record<string, Float32Array>>;
  /**
   * Predictions of every task for the rows of a file, whose first line names the columns, or for pictures or sounds (many, or a ZIP, with a table of what else is
   * known of them or none): a CSV with the file's own columns before them. What
   * the file lacks is taken as missing. Rejects where it has none of the columns that the model reads, and on an unknown `format` (csv, jsonl, xlsx, parquet, zip; absent: as the file shows).
   */
  predictFile(file: Blob | readonly File[], options?: { format?: string }): Promise<Blob>;
  /** Current weights and model in a format that `formats()` lists. */
  exportModel(format: string): Promise<Blob>;
  formats(): { id: string; title: string; extension: string }[];
  on(type: 'status' | 'metrics' | 'diagnostics', listener: (payload: unknown) => void): () => void;
}
