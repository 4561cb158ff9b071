import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { judgedRows, meanOf } from './rows.ts';

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; null where every label is the same, because nothing is there to explain. */
function rSquared(actual: readonly number[], predicted: readonly number[]): number | null {
  const first = at(actual, 0);
  if (actual.every((value) => value === first)) return null;
  const mean = sumOf(actual) / actual.length;
  const unexplained = sumOf(actual.map((value, i) => (value - at(predicted, i)) ** 2));
  return 1 - unexplained / sumOf(actual.map((value) => (value - mean) ** 2));
}

/** Mean absolute and root mean squared error over all numbers, and the mean R² of the outputs that vary. */
export function measureValues(_target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const judged = judgedRows(labelled);
  if (judged === null) return { mae: null, rmse: null, r2: null };
  const { rows, width } = judged;
  const columns = Array.from({ length: width }, (_, column) => ({
    actual: rows.map((row) => at(labelled.targets, row * width + column)),
    predicted: rows.map((row) => at(labelled.outputs, row * width + column)),
  }));
  const errors = columns.flatMap(({ actual, predicted }) => actual.map((value, i) => value - at(predicted, i)));
  return {
    mae: meanOf(errors.map(Math.abs)),
    rmse: Math.sqrt(sumOf(errors.map((error) => error * error)) / errors.length),
    r2: meanOf(columns.map(({ actual, predicted }) => rSquared(actual, predicted))),
  };
}
