import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { sizeOf } from '../shapes.ts';
import type { Shape } from '../types.ts';
import type { TaskGradient } from './task-gradients.ts';

/** Σ_t w_t·x_t of a stack [tasks, ...shape], as a product: [...shape]. */
function weightedSum(b: ProgramBuilder, stack: Tensor, weights: Tensor): Tensor {
  const [count = 1, ...shape] = stack.shape;
  return b.reshape(b.matmul(weights, b.reshape(stack, [count, sizeOf(shape)])), shape);
}

/** What the gradients of one parameter are weighed with. */
export interface CombinationWeights {
  /** Of the tasks of a shared parameter, in this order: [1, tasks]. */
  shared(tasks: readonly number[]): Tensor;
  /** Of a parameter that serves this task alone: []. */
  own(task: number): Tensor;
}

/** Weights that are read from the control vector, where those of all tasks stand in order. */
export function controlWeights(b: ProgramBuilder, sharedWeights: number, taskWeights: number): CombinationWeights {
  const read = (offset: number, count: number): Tensor => b.source({ kind: 'control', offset }, [1, count]);
  return {
    shared(tasks) {
      const first = at(tasks, 0);
      if (tasks.every((task, i) => task === first + i)) return read(sharedWeights + first, tasks.length);
      return b.concat(
        tasks.map((task) => read(sharedWeights + task, 1)),
        1,
      );
    },
    own: (task) => b.source({ kind: 'control', offset: taskWeights + task }, []),
  };
}

/**
 * The gradient that a parameter of this shape is stepped along: Σ_t w_t·∂L_t/∂p for a shared one, λ_t·∂L_t/∂p for one that serves only
 * task t. From factors the deltas are weighed, not the gradients: one product is left.
 */
export function combined(b: ProgramBuilder, gradient: TaskGradient, shape: Shape, weights: CombinationWeights): Tensor {
  const { tasks } = gradient;
  if (gradient.form === 'stack') {
    if (tasks.length === 1) return b.mul(gradient.tensor, weights.own(at(tasks, 0)));
    return b.reshape(weightedSum(b, gradient.tensor, weights.shared(tasks)), shape);
  }
  const delta = weightedSum(b, gradient.deltas, weights.shared(tasks));
  if (gradient.form === 'rowSum') return b.reshape(b.reduce('sum', delta, [0]), shape);
  return b.reshape(b.matmul(gradient.x, delta, true, false), shape);
}
