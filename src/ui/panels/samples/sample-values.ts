import type { FeatureInfo, InputInfo } from '../../../core/project/signature.ts';
import type { InputValues } from '../../../core/runs/protocol.ts';

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
