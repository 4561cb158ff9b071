import { sizeOf } from '../program/shapes.ts';
import type { Shape } from '../program/types.ts';
import { assertNever } from '../util/assert-never.ts';
import type { LocalizedText } from '../util/localized.ts';

/** How the labels of a target are stored, one row per sample. */
export type TargetFormat =
  /** i32 [samples]: the index of the class; `ordered`: the classes stand in an order, such as grades */
  | { readonly format: 'class'; readonly classes: readonly string[]; readonly ordered?: true }
  /** f32 [samples, 1]: 0 or 1 */
  | { readonly format: 'binary' }
  /** f32 [samples, labels.length]: 0 or 1 each */
  | { readonly format: 'multiLabel'; readonly labels: readonly string[] }
  /** f32 [samples, size]; shown to the reader as stored · `scale` + `offset` (1 and 0 where they are absent) in `unit` */
  | {
      readonly format: 'values';
      readonly size: number;
      readonly unit?: string;
      readonly scale?: number;
      readonly offset?: number;
    }
  /**
   * i32 [samples, length]: the index of each token's (or frame's) tag, −1 where there is no token. `bio`: tags are `O`, `B-TYPE` and
   * `I-TYPE`, and judged by whole entities; `plain`: every tag stands for itself.
   */
  | { readonly format: 'tags'; readonly length: number; readonly tags: readonly string[]; readonly scheme: 'bio' | 'plain' }
  /**
   * i32 [samples, length]: tokens that are to be generated, ended by `endToken` and then filled up with `paddingToken`. vocabulary[0]
   * is padding, [1] start, [2] end. The data set offers an input `previous`, i32 [length]: the start token, then the same tokens one
   * place later (teacher forcing); a prediction puts there what it has decoded so far.
   */
  | { readonly format: 'sequence'; readonly length: number; readonly vocabulary: readonly string[]; readonly previous: string }
  /** f32 [samples, 5]: present (0 or 1), centre x, centre y, width, height as fractions of the image; zeros where it is absent */
  | { readonly format: 'box' }
  /** Nothing is stored: the data set's input of that id, f32 [samples, ...shape], is itself what is to be reconstructed. */
  | { readonly format: 'input'; readonly input: string; readonly shape: Shape };

/** Something of a data set that a task can learn. */
export type TargetInfo = TargetFormat & { readonly id: string; readonly title: LocalizedText };

/** The first three entries of every vocabulary of a `sequence` target; an input's vocabulary keeps only the first. */
export const paddingToken = 0;
export const startToken = 1;
export const endToken = 2;
/** What a `class` target stores where the class is not known. */
export const unknownClass = -1;
/** What a `tags` target stores where there is no token. */
export const noTag = -1;

/** How many numbers one sample's label has as the data set stores it; an `input` target's are those of the input. */
export function storedWidth(target: TargetFormat): number {
  switch (target.format) {
    case 'class':
    case 'binary':
      return 1;
    case 'multiLabel':
      return target.labels.length;
    case 'values':
      return target.size;
    case 'tags':
    case 'sequence':
      return target.length;
    case 'box':
      return 5;
    case 'input':
      return sizeOf(target.shape);
    default:
      return assertNever(target);
  }
}

/**
 * Whether a stored label says anything. What a data set does not know it stores as −1 (a class, an index of a tag) or NaN (numbers), and
 * a sequence without a token has nothing to learn: such samples count as unlabelled.
 */
export function saysSomething(target: TargetFormat, stored: ArrayLike<number>): boolean {
  switch (target.format) {
    case 'tags':
      return Array.from(stored).some((tag) => tag !== noTag);
    case 'sequence':
      return Array.from(stored).some((token) => token !== paddingToken);
    case 'class':
      return (stored[0] ?? unknownClass) !== unknownClass;
    case 'binary':
    case 'multiLabel':
    case 'values':
    case 'box':
      return !Array.from(stored).some((value) => Number.isNaN(value));
    case 'input':
      return true;
    default:
      return assertNever(target);
  }
}
