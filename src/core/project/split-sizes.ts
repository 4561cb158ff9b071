/** How many samples each part of a split has: train and validation rounded to the nearest whole, the test part being the rest. */
export function splitSizes(
  count: number,
  fractions: { readonly train: number; readonly validation: number },
): { train: number; validation: number; test: number } {
  const train = Math.round(count * fractions.train);
  const validation = Math.round(count * (fractions.train + fractions.validation)) - train;
  return { train, validation, test: count - train - validation };
}
