import { at } from '../../../../core/util/assert-never.ts';
import type { Weigh } from '../../executor.ts';

/** Solves a·x = b by Gauss and Jordan; `a` [n, n] must not be singular. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, at(b, i)]);
  rows.forEach((_, column) => {
    const rest = rows.slice(column).map((row) => Math.abs(at(row, column)));
    const pivot = column + rest.indexOf(Math.max(...rest));
    const [own, best] = [at(rows, column), at(rows, pivot)];
    rows[pivot] = own;
    rows[column] = best.map((value) => value / at(best, column));
    const scaled = at(rows, column);
    rows.forEach((row, i) => {
      if (i !== column) rows[i] = row.map((value, j) => value - at(row, column) * at(scaled, j));
    });
  });
  return rows.map((row) => at(row, row.length - 1));
}

/** Weights w with (K/k + I)·w ∝ 1 and Σ w = T, k being the mean diagonal element: they depend smoothly on all of the Gramian. */
export const regularized: Weigh = (losses, gramian) => {
  const count = losses.length;
  const entry = (i: number, j: number): number => at(gramian, i * count + j);
  const indices = Array.from({ length: count }, (_, i) => i);
  const mean = indices.reduce((sum, i) => sum + entry(i, i), 0) / count;
  const scale = mean > 0 ? mean : 1;
  const system = indices.map((i) => indices.map((j) => entry(i, j) / scale + (i === j ? 1 : 0)));
  const weights = solve(
    system,
    indices.map(() => 1),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (count * weight) / sum);
};
