/** l1·Σ|w| + l2·Σw² of the tensors, as the page adds them: no ½, kernels only; nothing for a frozen layer. */
export const penaltiesOf = (
  { l1, l2 }: { readonly l1: number; readonly l2: number },
  frozen: boolean,
  ...tensors: readonly string[]
): string[] =>
  frozen
    ? []
    : tensors.flatMap((w) => [
        ...(l1 > 0 ? [`${l1} * ${w}.abs().sum()`] : []),
        ...(l2 > 0 ? [`${l2} * ${w}.square().sum()`] : []),
      ]);
