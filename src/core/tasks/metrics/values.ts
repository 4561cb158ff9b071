import { at } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows } from './rows.ts';

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; null where every label is the same, because nothing is there to explain. */
export function rSquared(actual: readonly number[], predicted: readonly number[]): number | null {
  const first = at(actual, 0);
  if (actual.every((value) => value === first)) return null;
  const mean = sumOf(actual) / actual.length;
  const unexplained = sumOf(actual.map((value, i) => (value - at(predicted, i)) ** 2));
  return 1 - unexplained / sumOf(actual.map((value) => (value - mean) ** 2));
}

export interface JudgedValues {
  /** Of each of the target's numbers. */
  readonly columns: readonly { readonly actual: readonly number[]; readonly predicted: readonly number[] }[];
  /** Actual − predicted, of all of them. */
  readonly errors: readonly number[];
}

/** One or more numbers per sample, [count, size]. */
export function judgeValues(_target: TargetFormat, labelled: LabelledOutputs): JudgedValues | null {
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const { rows, width } = judged;
  const columns = Array.from({ length: width }, (_, column) => ({
    actual: rows.map((row) => at(labelled.targets, row * width + column)),
    predicted: rows.map((row) => at(labelled.outputs, row * width + column)),
  }));
  const errors = columns.flatMap(({ actual, predicted }) => actual.map((value, i) => value - at(predicted, i)));
  return { columns, errors };
}
