import { at, invariant } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import { type Confused, confused, count, emptyMatrix } from './confusion.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows, ratio } from './rows.ts';

/** The grade that cumulative probabilities «above k» say: how many of them reach ½. */
export const rankOf = (above: ArrayLike<number>): number => Array.from(above).filter((p) => p >= 0.5).length;

/** The probability of each grade, from the cumulative ones: p(k) = p(above k−1) − p(above k). */
export function gradeProbabilities(above: ArrayLike<number>): number[] {
  const edges = [1, ...Array.from(above), 0];
  return edges.slice(1).map((edge, k) => Math.max(0, at(edges, k) - edge));
}

/** Counts of grades, [true][predicted], from outputs [count, K−1]; null where nothing can be judged. */
export function rankConfusion(target: TargetFormat, labelled: LabelledOutputs): number[][] | null {
  invariant(target.format === 'class', 'grades are classes');
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const matrix = emptyMatrix(target.classes.length);
  for (const row of judged.rows) {
    const above = labelled.outputs.subarray(row * judged.width, (row + 1) * judged.width);
    count(matrix, at(labelled.targets, row), rankOf(above));
  }
  return matrix;
}

/** Σ weight(i, j) · matrix[i][j] */
const weighted = (matrix: readonly (readonly number[])[], weight: (i: number, j: number) => number): number =>
  matrix.reduce((sum, row, i) => row.reduce((part, cell, j) => part + weight(i, j) * cell, sum), 0);

/**
 * Quadratic weighted kappa (Cohen, 1968): 1 − Σ (i − j)²·O / Σ (i − j)²·E, where E is what truths and predictions of the same
 * frequencies would give by chance. Null where chance cannot err, because both know but one and the same class.
 */
export function quadraticKappa(matrix: readonly (readonly number[])[]): number | null {
  const truths = matrix.map((row) => row.reduce((sum, cell) => sum + cell, 0));
  const predictions = matrix.map((_, j) => matrix.reduce((sum, row) => sum + at(row, j), 0));
  const total = truths.reduce((sum, n) => sum + n, 0);
  const squared = (i: number, j: number): number => (i - j) ** 2;
  const chance = truths.map((truth) => predictions.map((predicted) => (truth * predicted) / total));
  const disagreement = ratio(weighted(matrix, squared), weighted(chance, squared));
  return disagreement === null ? null : 1 - disagreement;
}

/** The mean distance between true and predicted grade. */
export const meanDistance = (matrix: Confused['matrix']): number | null =>
  ratio(
    weighted(matrix, (i, j) => Math.abs(i - j)),
    weighted(matrix, () => 1),
  );

/** Grades: outputs as `rankConfusion` takes them. */
export const judgeRanks = (target: TargetFormat, labelled: LabelledOutputs) => confused(rankConfusion(target, labelled));
