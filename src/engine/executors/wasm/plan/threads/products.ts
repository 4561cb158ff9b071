import type { Words } from '../job.ts';
import { type Division, replaced, span } from './division.ts';

/** Below so many rows for each thread, laying out the second factor, which each does for itself, takes a tenth of the time or more. */
const leastRows = 32;

const rowsOfTile = 4;
const columnsOfTile = 8;

/**
 * A matrix product is cut by rows where every thread gets many: then the same thread goes on with its own samples in the next operation.
 * Otherwise by columns, or by whole matrices.
 */
export function productDivision(words: Words, threads: number): Division {
  const [, to = 0, a = 0, b = 0, matrices = 0, m = 0, depth = 0, n = 0, rowA = 0, columnA = 0, rowB = 0, columnB = 0] = words;
  const [matrixA = 0, matrixB = 0, bias = 0, , rowC = 0, matrixC = 0] = words.slice(12);
  const extent = (matrix: number, rows: number, row: number, columns: number, column: number): number =>
    (matrices - 1) * matrix + (rows - 1) * row + (columns - 1) * column + 4;
  const known = {
    time: 0.045 * matrices * m * depth * n,
    reads: [
      span(a, extent(matrixA, m, rowA, depth, columnA)),
      span(b, extent(matrixB, depth, rowB, n, columnB)),
      ...(bias === 0 ? [] : [span(bias, 4 * n)]),
    ],
    writes: [span(to, extent(matrixC, m, rowC, n, 4))],
  };
  const rows = Math.ceil(m / rowsOfTile);
  const columns = Math.ceil(n / columnsOfTile);
  if (matrices >= threads && m < leastRows * threads) {
    const part = (first: number, last: number): Words =>
      replaced(words, { 1: to + first * matrixC, 2: a + first * matrixA, 3: b + first * matrixB, 4: last - first });
    return { ...known, units: matrices, part };
  }
  if (m >= leastRows * threads || rows >= columns) {
    const part = (first: number, last: number): Words => {
      const row = first * rowsOfTile;
      return replaced(words, { 1: to + row * rowC, 2: a + row * rowA, 5: Math.min(m, last * rowsOfTile) - row });
    };
    return { ...known, units: rows, part };
  }
  const part = (first: number, last: number): Words => {
    const column = first * columnsOfTile;
    return replaced(words, {
      1: to + 4 * column,
      3: b + column * columnB,
      7: Math.min(n, last * columnsOfTile) - column,
      ...(bias === 0 ? {} : { 14: bias + 4 * column }),
    });
  };
  return { ...known, units: columns, part };
}
