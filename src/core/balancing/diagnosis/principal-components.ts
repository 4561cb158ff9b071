import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { eigen } from '../support/symmetric.ts';

/** Samples in the plane that shows most of how they differ. */
export interface Plane {
  /** [samples, 2], row-major: the scores on the first two principal components. */
  readonly points: Float32Array;
  /** The share of the variance along each. */
  readonly explained: readonly [number, number];
}

/** Vectors that are followed together: the more, the fewer rounds. */
const block = 12;
/** Relative to the largest eigenvalue. */
const tolerance = 1e-10;
const mostRounds = 2000;

/** Columns of V [m, k], made orthonormal one after the other (twice, as once is not enough in floating point). Dependent ones become 0. */
function orthonormalize(v: Float64Array, m: number, k: number): void {
  for (let j = 0; j < k; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        let along = 0;
        for (let r = 0; r < m; r++) along += at(v, r * k + i) * at(v, r * k + j);
        for (let r = 0; r < m; r++) v[r * k + j] = at(v, r * k + j) - along * at(v, r * k + i);
      }
    }
    let square = 0;
    for (let r = 0; r < m; r++) square += at(v, r * k + j) ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let r = 0; r < m; r++) v[r * k + j] = at(v, r * k + j) * scale;
  }
}

/** A·V of a symmetric A [m, m] and V [m, k]. */
function product(a: Float64Array, v: Float64Array, m: number, k: number): Float64Array {
  const result = new Float64Array(m * k);
  for (let r = 0; r < m; r++) {
    for (let c = 0; c < m; c++) {
      const value = at(a, r * m + c);
      for (let j = 0; j < k; j++) result[r * k + j] = at(result, r * k + j) + value * at(v, c * k + j);
    }
  }
  return result;
}

/**
 * The two largest eigenvalues of a positive semidefinite matrix [m, m] and their vectors [m, 2], by subspace iteration with Rayleigh-Ritz
 * projection (Rutishauser, 1969), until A·v − λ·v is below 1e-10 of the largest eigenvalue.
 */
function largestTwo(a: Float64Array, m: number): { readonly values: readonly [number, number]; readonly vectors: Float64Array } {
  const k = Math.min(m, block);
  const random = randomStream(1, 'principal components');
  let v: Float64Array = Float64Array.from({ length: m * k }, () => random.normal());
  orthonormalize(v, m, k);
  let values: readonly [number, number] = [0, 0];
  for (let round = 0; round < mostRounds; round++) {
    const av = product(a, v, m, k);
    const small = new Float64Array(k * k);
    for (let r = 0; r < m; r++)
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) small[i * k + j] = at(small, i * k + j) + at(v, r * k + i) * at(av, r * k + j);
    const ritz = eigen(small, k);
    const turned = (of: Float64Array): Float64Array => {
      const result = new Float64Array(m * k);
      for (let r = 0; r < m; r++)
        for (let i = 0; i < k; i++)
          for (let j = 0; j < k; j++) result[r * k + j] = at(result, r * k + j) + at(of, r * k + i) * at(ritz.vectors, i * k + j);
      return result;
    };
    const [vectors, images] = [turned(v), turned(av)];
    values = [Math.max(0, at(ritz.values, 0)), k > 1 ? Math.max(0, at(ritz.values, 1)) : 0];
    let residual = 0;
    for (let j = 0; j < Math.min(2, k); j++) {
      let square = 0;
      for (let r = 0; r < m; r++) square += (at(images, r * k + j) - at(ritz.values, j) * at(vectors, r * k + j)) ** 2;
      residual = Math.max(residual, Math.sqrt(square));
    }
    v = residual <= tolerance * values[0] ? vectors : images;
    if (residual <= tolerance * values[0]) break;
    orthonormalize(v, m, k);
  }
  const vectors = new Float64Array(m * 2);
  for (let r = 0; r < m; r++) for (let j = 0; j < Math.min(2, k); j++) vectors[r * 2 + j] = at(v, r * k + j);
  return { values, vectors };
}

/** Each component's sign is free: the one that makes the sum of cubes positive is taken, so that the long tail points right and up. */
function withSigns(points: Float64Array): Float32Array {
  const signs = [0, 1].map((axis) => {
    let cubes = 0;
    for (let i = axis; i < points.length; i += 2) cubes += at(points, i) ** 3;
    return cubes < 0 ? -1 : 1;
  });
  return Float32Array.from(points, (value, i) => value * at(signs, i % 2));
}

/**
 * Principal component analysis of samples [count, size] (Pearson, 1901), in float64 and deterministic. Of more numbers than samples the
 * inner products of the samples are taken instead of the covariance, which gives the same scores. NaN where a sample is not finite.
 */
export function principalPlane(samples: ArrayLike<number>, count: number, size: number): Plane {
  const x = Float64Array.from(samples);
  if (!x.every(Number.isFinite))
    return { points: new Float32Array(2 * count).fill(Number.NaN), explained: [Number.NaN, Number.NaN] };
  for (let j = 0; j < size; j++) {
    let mean = 0;
    for (let i = 0; i < count; i++) mean += at(x, i * size + j) / count;
    for (let i = 0; i < count; i++) x[i * size + j] = at(x, i * size + j) - mean;
  }
  const total = x.reduce((sum, value) => sum + value * value, 0);
  if (!(total > 0)) return { points: new Float32Array(2 * count), explained: [0, 0] };
  const points = new Float64Array(2 * count);
  const wide = size > count;
  const m = wide ? count : size;
  const matrix = new Float64Array(m * m);
  for (let r = 0; r < m; r++) {
    for (let c = r; c < m; c++) {
      let sum = 0;
      if (wide) for (let j = 0; j < size; j++) sum += at(x, r * size + j) * at(x, c * size + j);
      else for (let i = 0; i < count; i++) sum += at(x, i * size + r) * at(x, i * size + c);
      matrix[r * m + c] = sum;
      matrix[c * m + r] = sum;
    }
  }
  const { values, vectors } = largestTwo(matrix, m);
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 2; axis++) {
      if (wide) points[2 * i + axis] = at(vectors, 2 * i + axis) * Math.sqrt(at(values, axis));
      else {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += at(x, i * size + j) * at(vectors, 2 * j + axis);
        points[2 * i + axis] = sum;
      }
    }
  }
  return { points: withSigns(points), explained: [values[0] / total, values[1] / total] };
}
