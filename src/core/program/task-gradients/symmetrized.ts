/** Makes square matrices [count, n, n] the mean of themselves and their transposes, in place: takes what rounding did to a Gramian away. */
export function symmetrized<T extends Float32Array | Float64Array>(matrices: T, count = 1): T {
  const numbers = matrices.length / count;
  const size = Math.round(Math.sqrt(numbers));
  for (let from = 0; from < matrices.length; from += numbers) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const [below, above] = [from + i * size + j, from + j * size + i];
        const mean = ((matrices[below] ?? 0) + (matrices[above] ?? 0)) / 2;
        matrices[below] = mean;
        matrices[above] = mean;
      }
    }
  }
  return matrices;
}
