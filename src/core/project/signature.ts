import type { DType, Shape } from '../program/types.ts';
import { generatedOf } from '../tasks/formats/format-of.ts';
import type { TargetInfo } from '../tasks/types.ts';
import type { LocalizedText } from '../util/localized.ts';

/** One number of an input [features], for tables: what it is, and how the stored number is shown. */
export interface FeatureInfo {
  readonly title: LocalizedText;
  /** What files call its column, or that of its choice, beside its title. */
  readonly column?: string;
  readonly unit?: string;
  /** Shown = stored · scale + offset; 1 and 0 where they are absent. */
  readonly scale?: number;
  readonly offset?: number;
  /** Smallest and largest stored value that one would try. */
  readonly range?: readonly [smallest: number, largest: number];
  /** Either 0 or 1. */
  readonly flag?: true;
  /** Neighbouring features of the same name are one choice: exactly one of them is 1, and `title` names the option. */
  readonly choice?: LocalizedText;
  /** The column that it says something of together with its neighbours of the same one: the number itself, whether it is missing, each of its tags. */
  readonly of?: LocalizedText;
}

/** One of the things that a sample consists of. */
export interface InputInfo {
  readonly id: string;
  /** Shown where a data set has several inputs. */
  readonly title?: LocalizedText;
  /** Per sample, without the batch axis. */
  readonly shape: Shape;
  readonly dtype: DType;
  /** Of token ids [length], i32: how many there are. Id 0 is padding, which stands after all others. */
  readonly vocabulary?: number;
  /** What each of those ids stands for; a long list comes with the data. */
  readonly words?: readonly string[];
  /** The words are single characters: shown, and read, without spaces between them. */
  readonly joined?: true;
  /** A text is cut into words as `Intl.Segmenter` does, in lower case; id 1 stands for a word that it has not. */
  readonly segmented?: true;
  /** What the numbers of an f32 input [features] stand for, one entry per number. */
  readonly features?: readonly FeatureInfo[];
}

/** What the graph and the compiler must know of a data set before a single sample is loaded. */
export interface DataSignature {
  readonly inputs: readonly InputInfo[];
  readonly targets: readonly TargetInfo[];
  /** All samples, of which the document's split makes three parts. */
  readonly count: number;
  /** How many of them each part has, where the data set itself says which row belongs where. */
  readonly parts?: { readonly train: number; readonly validation: number; readonly test: number };
  /** How many samples have a label, by target id, where that is known beforehand. */
  readonly labelled?: Readonly<Record<string, number>>;
}

/** The inputs that a sample consists of, without those that only carry a sequence target's own tokens. */
export function givenInputs({ inputs, targets }: DataSignature): readonly InputInfo[] {
  const carried = new Set(targets.map((target) => generatedOf(target)?.previous));
  return inputs.filter(({ id }) => !carried.has(id));
}
