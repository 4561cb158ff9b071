import { invariant } from './assert-never.ts';

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The standard deviation of a sample (n − 1). */
export function spread(values: readonly number[]): number {
  invariant(values.length > 1, 'a spread is of two or more');
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Of the normal distribution: 95 % lie within. */
const z = 1.96;

/** The 95 % interval of a share that was seen in so many looks (Wilson, 1927). */
export function wilson(share: number, count: number): readonly [low: number, high: number] {
  const middle = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [middle - half, middle + half];
}
