import { at } from '../../util/assert-never.ts';
import { type Kernel, outside } from './kernel.ts';

/** [rows, columns] → [columns, rows] */
function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j] ?? outside;
  return out;
}

/** Adds a [m, k] × b [k, n] to out [m, n]; the innermost loop runs along rows of both b and out. */
function accumulate(a: Float64Array, b: Float64Array, out: Float64Array, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    const row = out.subarray(i * n, (i + 1) * n);
    for (let p = 0; p < k; p++) {
      const factor = a[i * k + p] ?? outside;
      const start = p * n;
      for (let j = 0; j < n; j++) row[j] = (row[j] ?? outside) + factor * (b[start + j] ?? outside);
    }
  }
}

export const matmul: Kernel<'matmul'> = ({ attributes, inputs, shape }) => {
  const a = at(inputs, 0);
  const b = at(inputs, 1);
  const rank = shape.length;
  const m = at(shape, rank - 2);
  const n = at(shape, rank - 1);
  const k = at(a.shape, attributes.transposeA ? rank - 2 : rank - 1);
  const matrices = rank === 3 ? at(shape, 0) : 1;
  const out = new Float64Array(matrices * m * n);
  for (let s = 0; s < matrices; s++) {
    const left = a.data.subarray(s * m * k, (s + 1) * m * k);
    const right = b.data.subarray(s * k * n, (s + 1) * k * n);
    accumulate(
      attributes.transposeA ? transposed(left, k, m) : left,
      attributes.transposeB ? transposed(right, n, k) : right,
      out.subarray(s * m * n, (s + 1) * m * n),
      m,
      k,
      n,
    );
  }
  return out;
};
