import type { Language, LocalizedText } from '../../util/localized.ts';

/** The class that is predicted, and the probability of each. */
export interface Decision {
  readonly index: number;
  readonly probabilities: readonly number[];
}

/** What a row of a task's predictions says of classes, where its largest number is not simply the answer. */
export type Decide = (output: Float32Array) => Decision;

/** Labels as a data set stores them, one row after the other. */
export type StoredLabels = Float32Array | Int32Array;

/** How the labels of a target are spread over some samples. What a format has nothing to say of is null. */
export interface LabelSpread {
  /** How often each class, tag or label occurs, in the order of `classNames`. */
  readonly counts: readonly { readonly label: string; readonly count: number }[] | null;
  /** Of each of the target's numbers. */
  readonly ranges: readonly { readonly smallest: number; readonly mean: number; readonly largest: number }[] | null;
  /** Mean number of tokens of a sequence. */
  readonly meanLength: number | null;
}

export const nothingToCount: LabelSpread = { counts: null, ranges: null, meanLength: null };

/** Shown = stored · scale + offset, in `unit`. */
export interface NumberScale {
  readonly unit: string | undefined;
  readonly scale: number;
  readonly offset: number;
}

/** A sequence that is generated token by token. The input `previous`, i32 [length], carries what was generated so far. */
export interface Generated {
  readonly length: number;
  readonly vocabulary: readonly string[];
  readonly previous: string;
}

/**
 * Everything that there is to know of a format of labels: how a target T of it is stored, balanced, described, read and judged. `R` is one
 * label as a reader gets it, predicted or true. A new format is one file and one line in the registry.
 */
export interface FormatKind<T extends { readonly format: string }, R extends { readonly kind: string }> {
  readonly format: T['format'];
  /** The task kind that learns it, where nobody says another. */
  readonly usualKind: string;
  /** How many numbers one sample's label has as the data set stores it. */
  storedWidth(target: T): number;
  /**
   * Whether a stored label says anything. What a data set does not know it stores as −1 (a class, an index of a tag) or NaN (numbers), and
   * a sequence without a token has nothing to learn: such samples count as unlabelled.
   */
  saysSomething(target: T, stored: ArrayLike<number>): boolean;
  /** Stored labels as rows of `width` numbers, where a task kind may ask for others than are stored; null for a width that it has not. */
  spread?(target: T, stored: StoredLabels, width: number): Float32Array | null;
  /** The input whose values are themselves the label: nothing is stored. */
  itself?(target: T): string;
  generated?(target: T): Generated;
  /** What is counted and confused: classes, tags, labels, in the order of their indices. */
  classNames?(target: T): readonly (string | LocalizedText)[];
  /** The same target with other names, such as those of the reader's language. */
  renamed?(target: T, name: (name: string) => string): T;
  /** How its numbers are shown. */
  numbers?(target: T): NumberScale;
  /** Balanced class weights out of labels as a program reads them, [samples, ...]: see `balancedFrom`. */
  balance?(target: T, labels: ArrayLike<number>): number[];
  /** How labels are spread over `rows` of [samples, storedWidth]: those that say something. */
  describe(target: T, stored: StoredLabels, rows: readonly number[]): LabelSpread;
  /** One stored label, [storedWidth]. */
  readTruth(target: T, stored: StoredLabels): R;
  /** One row of what a task of some kind predicts. */
  readOutput(target: T, output: Float32Array, decide: Decide | undefined): R;
  /** Whether a prediction is right; null where that is a matter of degree. */
  isRight(predicted: R, truth: R): boolean | null;
  /** The probabilities that a prediction consists of, by what they are of. */
  probabilities?(
    target: T,
    output: Float32Array,
    decide: Decide | undefined,
  ): readonly { readonly label: string | LocalizedText; readonly probability: number }[];
  /** In words; empty where words say nothing. */
  say(reading: R, language: Language): string;
}
