import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import type { Shape } from '../program/types.ts';
import type { LocalizedText } from '../util/localized.ts';

/** How the labels of a target are stored, one row per sample. */
export type TargetFormat =
  /** i32 [samples]: the index of the class */
  | { readonly format: 'class'; readonly classes: readonly string[] }
  /** f32 [samples, 1]: 0 or 1 */
  | { readonly format: 'binary' }
  /** f32 [samples, labels.length]: 0 or 1 each */
  | { readonly format: 'multiLabel'; readonly labels: readonly string[] }
  /** f32 [samples, size]; `unit` is shown beside values */
  | { readonly format: 'values'; readonly size: number; readonly unit?: string };

/** Something of a data set that a task can learn. */
export type TargetInfo = TargetFormat & { readonly id: string; readonly title: LocalizedText };

export const taskKindIds = ['classification', 'binary', 'multiLabel', 'regression'] as const;
export type TaskKindId = (typeof taskKindIds)[number];

/** Labels of `count` samples, as stored for the target's format. */
export interface LabelledOutputs {
  readonly count: number;
  /** [count, ...outputShape]: what `activate` gives. */
  readonly outputs: Float32Array;
  readonly targets: Float32Array | Int32Array;
  /** 1 where the sample has a label. */
  readonly mask: Float32Array;
}

export interface MetricInfo {
  readonly id: string;
  readonly title: LocalizedText;
  readonly better: 'higher' | 'lower';
  /** Fractions are shown as percentages. */
  readonly fraction: boolean;
}

/** A task kind: its loss as a lowering to primitives, what it predicts, and how it is judged. */
export interface TaskKind {
  readonly kind: TaskKindId;
  readonly text: { readonly title: LocalizedText; readonly summary: LocalizedText; readonly more: LocalizedText };
  /** The losses to choose from; the first is the default. */
  readonly losses: readonly { readonly id: string; readonly title: LocalizedText }[];
  accepts(target: TargetFormat): boolean;
  /** The shape of the logits that the head takes, without the batch axis. */
  logitsShape(target: TargetFormat): Shape;
  /** How labels reach the program, per sample and without the batch axis. */
  targetStorage(target: TargetFormat): { readonly shape: Shape; readonly dtype: 'f32' | 'i32' };
  /** logits [batch, ...logitsShape], targets [batch, ...] → the loss of each sample [batch]. */
  loss(b: ProgramBuilder, loss: string, logits: Tensor, targets: Tensor): Tensor;
  /** logits → predictions of the same shape (probabilities, or the values themselves). */
  activate(b: ProgramBuilder, logits: Tensor): Tensor;
  /** The first one is the headline. */
  readonly metrics: readonly MetricInfo[];
  /** Values by metric id, over the samples with a label; null where it is undefined (no such sample), never NaN. */
  measure(target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null>;
}
