import type { MatrixDrawing } from '../common/paper/forms/matrix.ts';

/** Which truth is taken for what, as it is drawn on paper: every cell as full as its share of the row. */
export function confusionDrawing(
  matrix: readonly (readonly number[])[],
  nameOf: (index: number) => string,
  look: { readonly color: string; readonly truth: string; readonly predicted: string },
): Omit<MatrixDrawing, 'title'> {
  const labels = matrix.map((_, i) => ({ name: nameOf(i), symbol: '', color: look.color }));
  return {
    form: 'matrix',
    rows: labels,
    columns: labels,
    rowsName: look.truth,
    columnsName: look.predicted,
    color: look.color,
    cells: matrix.map((counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      return counts.map((count) => ({ text: count === 0 ? '·' : String(count), share: total > 0 ? count / total : 0 }));
    }),
  };
}
