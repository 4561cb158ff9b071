import type { Project } from '../project/schema.ts';
import type { ConflictReport } from './conflict.ts';
import type { ExecutorChoice } from './executor-info.ts';

/** A document that is trained to the end of its epochs in one go, apart from what the page shows: only what came of it is told. */
export interface Trial {
  readonly project: Project;
  readonly choice: ExecutorChoice;
  /** As in the command `load`. */
  readonly dataUrl: string;
  /** By whose mean validation loss the best epoch is found. */
  readonly tasks: readonly string[];
  /** In how many epochs, at the most, it is looked at how gradients agree. */
  readonly looks: number;
}

/** By task: metrics, and `loss`. */
export type TrialFigures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

export interface TrialResult {
  /** With the weights of the best epoch; null where there was none. */
  readonly figures: { readonly validation: TrialFigures; readonly test: TrialFigures } | null;
  /** Why there are no figures, in words. */
  readonly failure: string | null;
  /** That were trained. */
  readonly steps: number;
  readonly reports: readonly ConflictReport[];
}
