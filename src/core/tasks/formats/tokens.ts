/** The first three entries of every vocabulary of a `sequence` target; an input's vocabulary keeps only the first. */
export const paddingToken = 0;
export const startToken = 1;
export const endToken = 2;
