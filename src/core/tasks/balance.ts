/** How often each of `classes` stands in some labels; other labels (padding) are left out. */
export function countClasses(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? -1;
    const known = counts[label];
    if (known !== undefined) counts[label] = known + 1;
  }
  return counts;
}

/**
 * n / (k · n_c) with k the number of classes that occur, as scikit-learn's `class_weight='balanced'`: the mean weight of a label is 1. A
 * class that does not occur has weight 1.
 */
export function balancedFrom(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 1 : total / (present * count)));
}
