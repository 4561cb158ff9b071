import { productsOf } from '../../program/task-gradients/products.ts';
import { besideDiagonal } from '../../program/task-gradients/stacks.ts';
import { at } from '../../util/assert-never.ts';
import type { Reading, StepParts } from '../step-parts.ts';
import { acrossSets } from './two-batches.ts';

/**
 * A trial step with the weights that are handed in [T], and the validation losses F there: the products of the task gradients g with the
 * gradients of F, over all trained parameters. The chosen weights weigh whole losses, heads included.
 */
export function afterTrialStep(parts: StepParts): Reading {
  const { b, own, taskCount } = parts;
  const there = parts.descended(own.gradients, parts.handedIn(taskCount));
  const across = productsOf(b, own.gradients, parts.pass(0, there).gradients, taskCount, 'all');
  return { numbers: besideDiagonal(b, across), weighs: [own.gradients], heads: 'chosen' };
}

/**
 * −(∂F_m/∂w_t)/η [m, t]: what validation loss m gains from more weight for task t, g_t·∇F_m, η the learning rate of the trial step. Upstream code that
 * has no task gradients comes near it by finite differences; this is the derivative.
 */
export function gains(products: ArrayLike<number>, taskCount: number): Float64Array {
  const across = acrossSets(products, taskCount);
  return across.map((_, k) => at(across, (k % taskCount) * taskCount + Math.floor(k / taskCount)));
}

/** Σ_t x_t·∂w_t/∂α for w = softmax(α) [T]. */
export function throughSoftmax(w: Float64Array, x: ArrayLike<number>): Float64Array {
  const mean = w.reduce((sum, weight, t) => sum + weight * at(x, t), 0);
  return w.map((weight, t) => weight * (at(x, t) - mean));
}
