import { at } from '../../util/assert-never.ts';
import { type Kernel, outside } from './kernel.ts';

/** [matrices, rows, columns] → [matrices, columns, rows] */
function transposed(data: Float64Array, matrices: number, rows: number, columns: number): Float64Array {
  const out = new Float64Array(data.length);
  for (let s = 0; s < matrices; s++) {
    const start = s * rows * columns;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) out[start + j * rows + i] = data[start + i * columns + j] ?? outside;
  }
  return out;
}

/**
 * a [matrices, m, k] × b [matrices, k, n]. The innermost loop runs along rows of b and of the result, four rows of b at once, which halves
 * the time; every element is summed in the order of k, term by term.
 */
function product(a: Float64Array, b: Float64Array, matrices: number, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(matrices * m * n);
  for (let i = 0; i < matrices * m; i++) {
    const row = i * n;
    const matrix = Math.floor(i / m) * k * n;
    let p = 0;
    for (; p + 4 <= k; p += 4) {
      const left = i * k + p;
      const [a0, a1, a2, a3] = [a[left] ?? outside, a[left + 1] ?? outside, a[left + 2] ?? outside, a[left + 3] ?? outside];
      const b0 = matrix + p * n;
      const [b1, b2, b3] = [b0 + n, b0 + 2 * n, b0 + 3 * n];
      for (let j = 0; j < n; j++) {
        let sum = (out[row + j] ?? outside) + a0 * (b[b0 + j] ?? outside);
        sum += a1 * (b[b1 + j] ?? outside);
        sum += a2 * (b[b2 + j] ?? outside);
        out[row + j] = sum + a3 * (b[b3 + j] ?? outside);
      }
    }
    for (; p < k; p++) {
      const factor = a[i * k + p] ?? outside;
      const start = matrix + p * n;
      for (let j = 0; j < n; j++) out[row + j] = (out[row + j] ?? outside) + factor * (b[start + j] ?? outside);
    }
  }
  return out;
}

export const matmul: Kernel<'matmul'> = ({ attributes: { transposeA, transposeB }, inputs, shape }) => {
  const a = at(inputs, 0);
  const b = at(inputs, 1);
  const rank = shape.length;
  const m = at(shape, rank - 2);
  const n = at(shape, rank - 1);
  const k = at(a.shape, transposeA ? rank - 2 : rank - 1);
  const matrices = rank === 3 ? at(shape, 0) : 1;
  return product(
    transposeA ? transposed(a.data, matrices, k, m) : a.data,
    transposeB ? transposed(b.data, matrices, n, k) : b.data,
    matrices,
    m,
    k,
    n,
  );
};
