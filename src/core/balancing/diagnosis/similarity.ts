import { at } from '../../util/assert-never.ts';
import { eigen, inner, rankTolerance, times } from '../support/symmetric.ts';

/** A matrix [T, T] row-major, over the tasks in the program's order. */
export type TaskMatrix = ArrayLike<number>;

/** Numbers below are NaN where a gradient is zero, or no number: then there is no direction to compare. */
const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

/** ‖g_i‖ [T]. */
export const normsOf = (gramian: TaskMatrix, tasks: number): Float64Array =>
  Float64Array.from({ length: tasks }, (_, i) => Math.sqrt(Math.max(0, at(gramian, i * tasks + i))));

function overPairs(gramian: TaskMatrix, tasks: number, value: (product: number, a: number, b: number) => number): Float64Array {
  const norms = normsOf(gramian, tasks);
  return Float64Array.from({ length: tasks * tasks }, (_, k) =>
    finite(value(at(gramian, k), at(norms, Math.floor(k / tasks)), at(norms, k % tasks))),
  );
}

/** cos(g_i, g_j) = K_ij / √(K_ii·K_jj) [T, T]: negative where two tasks pull apart. */
export const cosinesOf = (gramian: TaskMatrix, tasks: number): Float64Array =>
  overPairs(gramian, tasks, (product, a, b) => Math.max(-1, Math.min(1, product / (a * b))));

/** Gradient magnitude similarity 2·‖g_i‖·‖g_j‖ / (‖g_i‖² + ‖g_j‖²) [T, T]: 1 for equal lengths (Yu et al., «PCGrad», NeurIPS 2020, definition 2). */
export const magnitudesOf = (gramian: TaskMatrix, tasks: number): Float64Array =>
  overPairs(gramian, tasks, (_, a, b) => {
    const ratio = Math.min(a, b) / Math.max(a, b);
    return (2 * ratio) / (1 + ratio * ratio);
  });

/**
 * The largest eigenvalue of the Gramian over its smallest (Senushkin et al., «Aligned-MTL», CVPR 2023): 1 for orthogonal gradients of one
 * length, ∞ where they depend on one another.
 */
export function conditionOf(gramian: TaskMatrix, tasks: number): number {
  const { values } = eigen(gramian, tasks);
  const [largest, smallest] = [at(values, 0), at(values, tasks - 1)];
  if (!(largest > 0)) return Number.NaN;
  return smallest > rankTolerance * largest ? largest / smallest : Number.POSITIVE_INFINITY;
}

/** cos(d, g_i) [T] with d = Σ w_j·g_j, the gradient along which the shared parameters are stepped: negative where the step makes task i worse. */
export function stepCosines(gramian: TaskMatrix, weights: ArrayLike<number>): Float64Array {
  const { length: tasks } = weights;
  const along = times(gramian, weights);
  const length = Math.sqrt(Math.max(0, inner(weights, along)));
  const norms = normsOf(gramian, tasks);
  return Float64Array.from({ length: tasks }, (_, i) =>
    finite(Math.max(-1, Math.min(1, at(along, i) / (length * at(norms, i))))),
  );
}

/** w_i·g_i·d / ‖d‖² [T], which add up to 1: what each task has of the step. */
export function stepShares(gramian: TaskMatrix, weights: ArrayLike<number>): Float64Array {
  const along = times(gramian, weights);
  const square = inner(weights, along);
  return Float64Array.from({ length: weights.length }, (_, i) => finite((at(weights, i) * at(along, i)) / square));
}

/** The pairs of different tasks, in order. */
export const pairsOf = (tasks: number): readonly (readonly [number, number])[] =>
  Array.from({ length: tasks }, (_, i) => i).flatMap((i) =>
    Array.from({ length: tasks - 1 - i }, (_, k) => [i, i + 1 + k] as const),
  );
