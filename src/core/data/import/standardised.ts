/** Farther from the mean a value is as good as infinite, and its square is no float32. */
const farthest = 1e6;

/** In standard deviations from the mean. */
export const standardised = (value: number, mean: number, deviation: number): number =>
  Math.max(-farthest, Math.min(farthest, (value - mean) / deviation));
