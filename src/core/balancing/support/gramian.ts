import { at } from '../../util/assert-never.ts';
import type { StepGramian } from '../contract.ts';
import { leastWithin } from './non-negative.ts';
import { inner, times } from './symmetric.ts';

/** Gradients as what of them counts for their weights: lengths [T], and their Gramian [T, T] at length 1. */
export interface Directions {
  readonly norms: Float64Array;
  readonly cosines: Float64Array;
}

export function directionsOf(gramian: ArrayLike<number>, tasks: number): Directions {
  const norms = new Float64Array(tasks);
  for (let i = 0; i < tasks; i++) norms[i] = Math.sqrt(Math.max(0, at(gramian, i * tasks + i)));
  const cosines = new Float64Array(tasks * tasks);
  for (let i = 0; i < tasks; i++) {
    for (let j = 0; j < tasks; j++) {
      const product = at(norms, i) * at(norms, j);
      if (!(product > 0)) continue;
      cosines[i * tasks + j] = i === j ? 1 : Math.max(-1, Math.min(1, at(gramian, i * tasks + j) / product));
    }
  }
  return { norms, cosines };
}

/**
 * What a rule says of the gradients that are not zero, and 0 for the others: they move nothing, whatever they weigh. One task, or none that
 * has a gradient, needs no rule: the plain step.
 */
export function amongMoving(
  { gramian, taskCount }: Pick<StepGramian, 'gramian' | 'taskCount'>,
  rule: (gramian: Float64Array, count: number, tasks: readonly number[]) => Float64Array,
): Float64Array {
  const tasks: number[] = [];
  for (let i = 0; i < taskCount; i++) if (at(gramian, i * taskCount + i) > 0) tasks.push(i);
  if (taskCount === 1 || tasks.length === 0) return new Float64Array(taskCount).fill(1);
  if (tasks.length === taskCount) return rule(Float64Array.from(gramian), taskCount, tasks);
  const own = Float64Array.from(tasks.flatMap((i) => tasks.map((j) => at(gramian, i * taskCount + j))));
  const found = rule(own, tasks.length, tasks);
  const weights = new Float64Array(taskCount);
  tasks.forEach((task, k) => {
    weights[task] = at(found, k);
  });
  return weights;
}

/** The place on the way from one vector to another that is nearest to 0, by the products a·a, a·b, b·b: weights on the simplex. */
function shortestBetween(aa: number, ab: number, bb: number): Float64Array {
  const square = aa + bb - 2 * ab;
  if (bb <= ab || !(square > 0)) return Float64Array.of(0, 1);
  return aa <= ab ? Float64Array.of(1, 0) : Float64Array.of((bb - ab) / square, (aa - ab) / square);
}

/** Weights on the simplex of the shortest vector in the convex hull of the gradients, none of which is zero. Exact at every scale. */
export function shortestInHull(gramian: ArrayLike<number>, tasks: number): Float64Array {
  if (tasks === 2) return shortestBetween(at(gramian, 0), at(gramian, 1), at(gramian, 3));
  const { norms, cosines } = directionsOf(gramian, tasks);
  const least = Math.min(...norms);
  // In lengths of the shortest gradient, so that no number is larger than 1.
  const scaled = leastWithin(
    cosines,
    norms.map((norm) => least / norm),
  );
  return scaled.map((weight, i) => (weight * least) / at(norms, i));
}

/** ‖Σ w_i·g_i‖. */
export const lengthOf = (gramian: ArrayLike<number>, weights: ArrayLike<number>): number =>
  Math.sqrt(Math.max(0, inner(weights, times(gramian, weights))));

/** True where some weights on the simplex cancel the gradients out, as far as float64 can tell: no direction is better for every task. */
export function isStationary(cosines: ArrayLike<number>, tasks: number): boolean {
  return lengthOf(cosines, shortestInHull(cosines, tasks)) < 1e-6;
}
