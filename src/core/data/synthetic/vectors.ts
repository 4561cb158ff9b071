import type { FeatureInfo } from '../../project/signature.ts';
import type { Random } from '../../util/random.ts';

/** Titles of a vector's numbers: x1, x2, … */
export const numbered = (count: number): FeatureInfo[] =>
  Array.from({ length: count }, (_, i) => ({ title: { en: `x${i + 1}`, 'zh-CN': `x${i + 1}` }, range: [-2, 2] as const }));

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** A direction uniform on the unit sphere, orthogonal to `to` where it is given. [size] */
export function unitVector(size: number, random: Random, to?: Float64Array): Float64Array {
  const vector = Float64Array.from({ length: size }, () => random.normal());
  const along = to ? dot(vector, to) : 0;
  if (to) for (const [i, value] of to.entries()) vector[i] = (vector[i] ?? 0) - along * value;
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}
