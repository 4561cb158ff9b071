import { assertNever, at } from '../../util/assert-never.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { judgedRows, meanOf, ratio } from './rows.ts';

/** The class that a row of outputs predicts: the largest of several, or whether the single probability reaches ½. */
function predictedClass(outputs: Float32Array): number {
  if (outputs.length === 1) return at(outputs, 0) >= 0.5 ? 1 : 0;
  return outputs.reduce((best, value, index) => (value > at(outputs, best) ? index : best), 0);
}

function classesOf(target: TargetFormat): number | null {
  switch (target.format) {
    case 'class':
      return target.classes.length;
    case 'binary':
      return 2;
    case 'multiLabel':
    case 'values':
      return null;
    default:
      return assertNever(target);
  }
}

/**
 * Counts of labelled samples, [true class][predicted class]; null for targets that are not one class per sample, and where nothing can
 * be judged. `outputs` is [count, classes], or [count, 1] with the probability of class 1.
 */
export function confusionMatrix(target: TargetFormat, labelled: LabelledOutputs): number[][] | null {
  const classes = classesOf(target);
  const judged = judgedRows(labelled);
  if (classes === null || judged === null) return null;
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const row of judged.rows) {
    const predicted = predictedClass(labelled.outputs.subarray(row * judged.width, (row + 1) * judged.width));
    const counts = at(matrix, at(labelled.targets, row));
    counts[predicted] = at(counts, predicted) + 1;
  }
  return matrix;
}

/** The share of samples on the diagonal. */
export function accuracyOf(matrix: readonly (readonly number[])[]): number | null {
  const right = matrix.reduce((sum, counts, index) => sum + at(counts, index), 0);
  return ratio(
    right,
    matrix.flat().reduce((sum, count) => sum + count, 0),
  );
}

/** F1 = 2·tp / (2·tp + fp + fn) of one class; null where the class neither occurs nor is predicted. */
export function f1Of(matrix: readonly (readonly number[])[], index: number): number | null {
  const hits = at(at(matrix, index), index);
  const actual = at(matrix, index).reduce((sum, count) => sum + count, 0);
  const predicted = matrix.reduce((sum, counts) => sum + at(counts, index), 0);
  return ratio(2 * hits, actual + predicted);
}

/** The mean F1 of the classes that occur or are predicted, as scikit-learn's `f1_score(average='macro')`. */
export const macroF1Of = (matrix: readonly (readonly number[])[]): number | null =>
  meanOf(matrix.map((_, index) => f1Of(matrix, index)));
