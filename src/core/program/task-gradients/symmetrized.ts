/** Makes a square matrix, row-major, the mean of itself and its transpose, in place: takes what rounding did to a Gramian away. */
export function symmetrized<T extends Float32Array | Float64Array>(matrix: T): T {
  const size = Math.round(Math.sqrt(matrix.length));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const mean = ((matrix[i * size + j] ?? 0) + (matrix[j * size + i] ?? 0)) / 2;
      matrix[i * size + j] = mean;
      matrix[j * size + i] = mean;
    }
  }
  return matrix;
}
