import { productsOf } from '../../program/task-gradients/products.ts';
import { besideDiagonal } from '../../program/task-gradients/stacks.ts';
import { at } from '../../util/assert-never.ts';
import type { Reading, StepParts } from '../step-parts.ts';

/** Weighs the gradients of the step's own batch by those of two others, so that what is noise in all of them is independent. */
export function betweenBatches(parts: StepParts): Reading {
  const { b, own, taskCount } = parts;
  const across = productsOf(b, parts.pass(0).gradients, parts.pass(1).gradients, taskCount);
  return { numbers: besideDiagonal(b, across), weighs: [own.gradients], heads: 'nominal' };
}

/** What stands beside the diagonal of [2T, 2T]: the products of the first with the second, A_ij = g_i·h_j [T, T]. */
export const acrossSets = (products: ArrayLike<number>, taskCount: number): Float64Array =>
  Float64Array.from({ length: taskCount ** 2 }, (_, k) =>
    at(products, Math.floor(k / taskCount) * 2 * taskCount + taskCount + (k % taskCount)),
  );
