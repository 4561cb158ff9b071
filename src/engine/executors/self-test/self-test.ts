import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import type { Executor } from '../executor.ts';
import { type Comparison, type Exercise, exercise, train, trainReference, worstDifference } from './exercise.ts';
import { cnn, mlp } from './models.ts';

/** How far two steps on a GPU may be from float64, relative to values of about 1. */
const tolerance = 1e-3;

/** Two small models that between them use every family of kernels. */
function exercises(): Exercise[] {
  const window = { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] } as const;
  return [exercise(mlp(updateOf({ kind: 'momentum', momentum: 0.9, nesterov: false })), 2, 0.05), exercise(cnn(window), 2, 0.05)];
}

/**
 * Trains two small models for two steps and compares losses and parameters with the float64 reference. Some drivers compute wrong
 * gradients without any error (tfjs issue 8590): such a device must not be trusted. Gives null, or what is wrong in words.
 */
export async function findNumericalFault(executor: Executor): Promise<string | null> {
  for (const task of exercises()) {
    const comparison: Comparison = { actual: await train(executor, task), expected: trainReference(task), tolerance };
    const difference = worstDifference(comparison);
    if (difference > tolerance) return `its results differ from the reference by ${difference.toPrecision(2)}`;
  }
  return null;
}
