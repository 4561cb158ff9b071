import { at } from '../../util/assert-never.ts';
import { type Random, randomStream } from '../../util/random.ts';

type Vectors = readonly (readonly number[])[];

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * at(b, i), 0);

/** G·Gᵀ [T, T], row-major. */
export const gramianOf = (gradients: Vectors): number[] => gradients.flatMap((a) => gradients.map((b) => dot(a, b)));

/** Σ w_t·g_t. */
export const weightedSum = (gradients: Vectors, weights: ArrayLike<number>): number[] =>
  at(gradients, 0).map((_, k) => gradients.reduce((sum, gradient, task) => sum + at(weights, task) * at(gradient, k), 0));

/** T gradients of so many numbers, normally distributed. */
export function randomGradients(taskCount: number, size: number, random: Random): number[][] {
  return Array.from({ length: taskCount }, () => Array.from({ length: size }, () => random.normal()));
}

/** PCGrad as the paper writes it, on the vectors themselves: `orders` says whom each task meets. The sum of the projected gradients. */
export function explicitPcgrad(gradients: Vectors, orders: readonly ArrayLike<number>[]): number[] {
  const projected = gradients.map((gradient, task) => {
    let own = [...gradient];
    for (const other of Array.from(at(orders, task))) {
      const against = at(gradients, other);
      const product = dot(own, against);
      if (other === task || product >= 0) continue;
      const share = product / dot(against, against);
      own = own.map((value, k) => value - share * at(against, k));
    }
    return own;
  });
  return weightedSum(
    projected,
    gradients.map(() => 1),
  );
}

/** A step that a method is asked about, in a test. */
export const stepInfo = (taskCount: number, step = 1, stepsPerEpoch = 10) => ({
  step,
  stepsPerEpoch,
  taskCount,
  nominal: new Float64Array(taskCount).fill(1),
  random: randomStream(1, 'test', step),
});
