import { at } from '../../util/assert-never.ts';

/** A symmetric matrix as V·diag(values)·Vᵀ. */
export interface Eigen {
  /** [n], descending. */
  readonly values: Float64Array;
  /** [n, n] row-major: column k belongs to value k. */
  readonly vectors: Float64Array;
}

const sweeps = 60;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix [n, n], row-major, by Jacobi's rotations until nothing is left beside the
 * diagonal: small ones are as exact as large ones where the matrix is scaled so (Demmel and Veselić, 1992).
 */
export function eigen(matrix: ArrayLike<number>, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotated = rotate(a, v, n, p, q) || rotated;
    }
    if (!rotated) break;
  }
  const order: number[] = [];
  for (let i = 0; i < n; i++) order.push(i);
  order.sort((i, j) => at(a, j * n + j) - at(a, i * n + i));
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  for (let to = 0; to < n; to++) {
    const from = at(order, to);
    values[to] = at(a, from * n + from);
    for (let row = 0; row < n; row++) vectors[row * n + to] = at(v, row * n + from);
  }
  return { values, vectors };
}

/** Turns the plane of p and q so that a[p, q] becomes 0; false where it is 0 as far as the diagonal can tell. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const [pp, qq, pq] = [at(a, p * n + p), at(a, q * n + q), at(a, p * n + q)];
  if (Math.abs(pq) <= Number.EPSILON * Math.sqrt(Math.abs(pp * qq)) || pq === 0) {
    a[p * n + q] = 0;
    a[q * n + p] = 0;
    return false;
  }
  const theta = (qq - pp) / (2 * pq);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [at(a, k * n + p), at(a, k * n + q)];
    a[k * n + p] = cosine * kp - sine * kq;
    a[k * n + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [at(a, p * n + k), at(a, q * n + k)];
    a[p * n + k] = cosine * pk - sine * qk;
    a[q * n + k] = sine * pk + cosine * qk;
    const [vp, vq] = [at(v, k * n + p), at(v, k * n + q)];
    v[k * n + p] = cosine * vp - sine * vq;
    v[k * n + q] = sine * vp + cosine * vq;
  }
  return true;
}

/** f(λ) of a symmetric matrix, times x: V·diag(f(values))·Vᵀ·x [n]. */
export function applied({ values, vectors }: Eigen, f: (value: number) => number, x: ArrayLike<number>): Float64Array {
  const { length: n } = values;
  const result = new Float64Array(n);
  values.forEach((value, k) => {
    const factor = f(value);
    if (factor === 0) return;
    let along = 0;
    for (let i = 0; i < n; i++) along += at(vectors, i * n + k) * at(x, i);
    for (let i = 0; i < n; i++) result[i] = at(result, i) + factor * along * at(vectors, i * n + k);
  });
  return result;
}

/** Below this part of the largest eigenvalue one counts as 0. */
export const rankTolerance = 1e-12;

/** M⁺·x, the least of the least-squares solutions of M·y = x, for a positive semidefinite M. */
export function pseudoSolve(matrix: ArrayLike<number>, x: ArrayLike<number>): Float64Array {
  const parts = eigen(matrix, x.length);
  const limit = rankTolerance * Math.max(0, at(parts.values, 0));
  return applied(parts, (value) => (value > limit ? 1 / value : 0), x);
}

/** M·x. */
export function times(matrix: ArrayLike<number>, x: ArrayLike<number>): Float64Array {
  const { length: n } = x;
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i] = at(result, i) + at(matrix, i * n + j) * at(x, j);
  return result;
}

export function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}
