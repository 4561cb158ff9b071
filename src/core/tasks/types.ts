import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import type { Shape } from '../program/types.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Decide } from './formats/format.ts';
import type { TargetFormat } from './formats/registry.ts';
import type { LossOptionName, LossOptions } from './loss-options/registry.ts';
import type { LabelledOutputs } from './metrics/labelled.ts';
import type { Judging } from './metrics/metric.ts';

export type { TargetFormat, TargetInfo } from './formats/registry.ts';
export type { LabelledOutputs } from './metrics/labelled.ts';
export type { MetricInfo } from './metrics/metric.ts';

/** What a loss sees beside logits and labels. */
export interface LossContext {
  readonly target: TargetFormat;
  /** [batch]: 1 where the sample has a label. The caller leaves the others out of the mean. */
  readonly mask: Tensor;
  readonly options: LossOptions;
  /** What the target's format made of the training labels (`FormatKind.balance`), as many numbers as it gives; null: all classes weigh the same. */
  readonly classWeights: Tensor | null;
}

export interface LossInfo {
  readonly id: string;
  readonly title: LocalizedText;
  /** The options that it heeds. */
  readonly options?: readonly LossOptionName[];
}

/** The shape of logits per sample; null stands for any extent. */
export type LogitsShape = readonly (number | null)[];

/** A task kind: its loss as a lowering to primitives, what it predicts, and how it is judged. */
export interface TaskKind<K extends string = string> extends Judging {
  readonly kind: K;
  readonly text: { readonly title: LocalizedText; readonly summary: LocalizedText; readonly more: LocalizedText };
  /** The losses to choose from; the first is the default. */
  readonly losses: readonly LossInfo[];
  accepts(target: TargetFormat): boolean;
  /**
   * A task of this kind as an older page wrote it, as this one would have: where a loss or an option got another name, documents need no
   * new version. It must leave alone what is new already.
   */
  upgrade?(task: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** The shape of the logits that the head takes, without the batch axis. */
  logitsShape(target: TargetFormat): LogitsShape;
  /** How labels reach the program, per sample and without the batch axis. */
  targetStorage(target: TargetFormat): { readonly shape: Shape; readonly dtype: 'f32' | 'i32' };
  /** logits [batch, ...logitsShape], targets [batch, ...] → the loss of each sample [batch]. */
  loss(b: ProgramBuilder, loss: string, logits: Tensor, targets: Tensor, context: LossContext): Tensor;
  /**
   * Whether a batch measures the loss at all, by the labels of its labelled samples, one number each; left out where every labelled sample has a
   * loss of its own.
   */
  measures?(loss: string, labels: readonly number[]): boolean;
  /** The loss of a sample depends on the others of its batch: evaluation measures it on batches as in training. */
  readonly inBatch?: true;
  /** logits → predictions of the same shape (probabilities, or the values themselves). */
  activate(b: ProgramBuilder, logits: Tensor, loss: string): Tensor;
  /** The same as a layer that everybody has. An embedding stays as it is: none divides by its length. */
  outputActivation(loss: string): 'softmax' | 'sigmoid' | 'linear';
  /** What the reader of an exported output should know beside its shape, in English. */
  readonly exportNote?: string;
  /** A prediction is a place among those of other samples, and says nothing by itself. */
  readonly embeds?: true;
  /**
   * What a row of predictions says of a target that is one class. Left out where it holds a probability for each class, and the largest
   * decides.
   */
  readonly decide?: Decide;
  /** What judging needs of a part's outputs, [count, ...], where the outputs of a whole split would fill the memory. */
  summarize?(target: TargetFormat, part: LabelledOutputs): Float32Array;
  /** Metrics that need whole generated sequences; tokens as the target stores them, [count, length]. */
  measureDecoded?(target: TargetFormat, truth: ArrayLike<number>, decoded: ArrayLike<number>): Record<string, number | null>;
  /** Counts by [truth][prediction], where the kind decides for classes; null where nothing can be judged. */
  confusion?(target: TargetFormat, labelled: LabelledOutputs): number[][] | null;
}
