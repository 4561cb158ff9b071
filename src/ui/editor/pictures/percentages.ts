/** Shares as whole percent that add up as the shares do: what rounding leaves over goes to those that lost most by it. */
export function percentages(shares: ArrayLike<number>): number[] {
  const exact = Array.from(shares, (share) => 100 * Math.max(0, share));
  const whole = exact.map(Math.floor);
  const missing = Math.round(exact.reduce((sum, value) => sum + value, 0)) - whole.reduce((sum, value) => sum + value, 0);
  const byLoss = exact.map((value, i) => ({ i, loss: value - (whole[i] ?? 0) })).sort((a, b) => b.loss - a.loss);
  for (const { i } of byLoss.slice(0, Math.max(0, missing))) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}
