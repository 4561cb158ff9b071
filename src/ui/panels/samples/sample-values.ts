import type { FeatureInfo, InputInfo } from '../../../core/project/signature.ts';
import type { InputValues } from '../../../core/runs/protocol.ts';
import type { LocalizedText } from '../../../core/util/localized.ts';

type Numbers = Float32Array | Int32Array;

/** The numbers of one sample out of those of `count`. */
export function rowOf<A extends Numbers>(values: A, count: number, row: number): A;
export function rowOf(values: Numbers, count: number, row: number): Numbers {
  const size = values.length / count;
  return values.subarray(row * size, (row + 1) * size);
}

/** Every input of one sample, by id. */
export const inputsOfRow = (inputs: InputValues, count: number, row: number): InputValues =>
  Object.fromEntries(Object.entries(inputs).map(([id, values]) => [id, rowOf(values, count, row)]));

/** The words of a token input, up to its padding. */
export function inputWords({ words = [] }: InputInfo, tokens: ArrayLike<number>): string[] {
  const all = Array.from(tokens);
  const end = all.indexOf(0);
  return (end < 0 ? all : all.slice(0, end)).map((token) => words[token] ?? `#${token}`);
}

/** A stored number is a float32: what it says of one unit of the feature ends about here. */
const resolution = 1e-6;

/** A table's number as it is shown: in its own unit, three digits, and none that only float32's rounding has made. */
export function featureValue({ scale = 1, offset = 0 }: FeatureInfo, stored: number): number {
  const value = stored * scale + offset;
  const noise = resolution * Math.max(Math.abs(scale), Math.abs(offset));
  return Math.abs(value) < noise ? 0 : Number(value.toPrecision(3));
}

/** One line of a table: a number, a flag, or a choice among neighbouring features. */
export type TableLine =
  | { readonly kind: 'number'; readonly index: number; readonly feature: FeatureInfo }
  | { readonly kind: 'flag'; readonly index: number; readonly feature: FeatureInfo }
  | {
      readonly kind: 'choice';
      readonly index: number;
      readonly title: LocalizedText;
      readonly options: readonly LocalizedText[];
    };

/** The features of a table, those of one choice together; `index` is the first feature of a line. */
export function tableLines(features: readonly FeatureInfo[]): TableLine[] {
  const lines: TableLine[] = [];
  features.forEach((feature, index) => {
    const { choice } = feature;
    const last = lines.at(-1);
    if (!choice) lines.push({ kind: feature.flag ? 'flag' : 'number', index, feature });
    else if (last?.kind === 'choice' && last.title.en === choice.en) {
      lines.splice(-1, 1, { ...last, options: [...last.options, feature.title] });
    } else lines.push({ kind: 'choice', index, title: choice, options: [feature.title] });
  });
  return lines;
}

/** Neighbouring places with the same tag, the empty ones (null) left out. */
export interface Run {
  readonly tag: string;
  readonly start: number;
  readonly length: number;
}

export function runsOf(tags: readonly (string | null)[]): Run[] {
  const runs: Run[] = [];
  tags.forEach((tag, start) => {
    const last = runs.at(-1);
    if (tag === null) return;
    if (last?.tag === tag && last.start + last.length === start) runs.splice(-1, 1, { ...last, length: last.length + 1 });
    else runs.push({ tag, start, length: 1 });
  });
  return runs;
}

/** A text as the tokens of an input: known words as written or in any case, what is unknown as the word «?» where there is one. */
export function tokensOf(
  text: string,
  { words = [], joined, shape }: InputInfo,
): { readonly tokens: Int32Array; readonly unknown: readonly string[] } {
  const ids = new Map(words.map((word, id) => [word, id]));
  const anyCase = new Map(words.map((word, id) => [word.toLowerCase(), id]));
  const length = shape[0] ?? 0;
  const parts = joined ? [...text] : (text.match(/[\p{L}\p{N}'’-]+|[^\s\p{L}\p{N}]/gu) ?? []);
  const unknown: string[] = [];
  const found = parts.flatMap((part): number[] => {
    const id = ids.get(part) ?? anyCase.get(part.toLowerCase());
    if (id !== undefined && id > 0) return [id];
    unknown.push(part);
    const stand = ids.get('?');
    return stand === undefined ? [] : [stand];
  });
  const tokens = new Int32Array(length);
  tokens.set(found.slice(0, length));
  return { tokens, unknown };
}
