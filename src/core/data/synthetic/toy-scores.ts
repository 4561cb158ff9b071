/**
 * The tasks on two-dimensional points: each has a score, and the label is 1 where the score is among the highest. Scores are chosen so
 * that on a uniform disc the highest half is what the name says.
 */
export const toyScores = {
  /** Inside the circle. */
  circle: (x: number, y: number): number => -(x * x + y * y),
  /** The quadrants where both coordinates have the same sign. */
  xor: (x: number, y: number): number => x * y,
  /** One of two arms that wind around the centre once on their way to the rim. */
  spiral: (x: number, y: number): number => Math.sin(Math.atan2(y, x) + 2 * Math.PI * Math.hypot(x, y)),
  /** The right of the vertical line through the centre. */
  planeA: (x: number): number => x,
  /** Half-plane A turned counter-clockwise by an angle: on a disc the two labels agree with probability 1 − angle/180°. */
  planeB: (x: number, y: number, angle: number): number => x * Math.cos(angle) + y * Math.sin(angle),
} as const;

export type ToyTask = keyof typeof toyScores;

/** 1 for the `share` of samples with the highest scores, 0 for the others. Exactly round(share · count) ones where scores differ. */
export function labelHighest(scores: Float64Array, share: number): Float32Array {
  const ones = Math.round(scores.length * share);
  const threshold = scores.toSorted()[scores.length - ones] ?? Number.POSITIVE_INFINITY;
  return Float32Array.from(scores, (score) => (score >= threshold ? 1 : 0));
}
