import { at } from '../../util/assert-never.ts';
import { formatOf } from '../formats/format-of.ts';
import type { TargetFormat } from '../formats/registry.ts';
import type { LabelledOutputs } from './labelled.ts';
import { indexOfLargest } from './largest.ts';
import { judgedRows, ratio } from './rows.ts';

/** The class that a row of outputs predicts: the largest of several, or whether the single probability reaches ½. */
const predictedClass = (outputs: Float32Array): number =>
  outputs.length === 1 ? (at(outputs, 0) >= 0.5 ? 1 : 0) : indexOfLargest(outputs);

/** An empty matrix of counts, [true class][predicted class]. */
export const emptyMatrix = (classes: number): number[][] =>
  Array.from({ length: classes }, () => new Array<number>(classes).fill(0));

/** One more sample of class `truth` that was taken for `predicted`. */
export function count(matrix: readonly number[][], truth: number, predicted: number): void {
  const counts = at(matrix, truth);
  counts[predicted] = at(counts, predicted) + 1;
}

/**
 * Counts of labelled samples, [true class][predicted class]; null for targets without classes, and where nothing can be judged.
 * `outputs` is [count, classes], or [count, 1] with the probability of class 1.
 */
export function confusionMatrix(target: TargetFormat, labelled: LabelledOutputs): number[][] | null {
  const classes = formatOf(target).classNames?.(target).length ?? null;
  const judged = judgedRows(labelled);
  if (classes === null || judged === null) return null;
  const matrix = emptyMatrix(classes);
  for (const row of judged.rows) {
    const predicted = predictedClass(labelled.outputs.subarray(row * judged.width, (row + 1) * judged.width));
    count(matrix, at(labelled.targets, row), predicted);
  }
  return matrix;
}

/** The share of samples on the diagonal. */
export function accuracyOf(matrix: readonly (readonly number[])[]): number | null {
  const right = matrix.reduce((sum, counts, index) => sum + at(counts, index), 0);
  return ratio(
    right,
    matrix.flat().reduce((sum, samples) => sum + samples, 0),
  );
}

/** F1 = 2·tp / (2·tp + fp + fn) of one class; null where the class neither occurs nor is predicted. */
function f1Of(matrix: readonly (readonly number[])[], index: number): number | null {
  const hits = at(at(matrix, index), index);
  const actual = at(matrix, index).reduce((sum, samples) => sum + samples, 0);
  const predicted = matrix.reduce((sum, counts) => sum + at(counts, index), 0);
  return ratio(2 * hits, actual + predicted);
}

/** Counts of samples, [true class][predicted class]. */
export interface Confused {
  readonly matrix: readonly (readonly number[])[];
}

/** F1 of each class; null where it neither occurs nor is predicted: their mean leaves it out, as scikit-learn's `average='macro'`. */
export interface ClassF1 {
  readonly f1: readonly (number | null)[];
}

/** What metrics of classes ask for. */
export const confused = (matrix: Confused['matrix'] | null): (Confused & ClassF1) | null =>
  matrix && { matrix, f1: matrix.map((_, index) => f1Of(matrix, index)) };
