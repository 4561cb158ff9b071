/**
 * A root of a continuous function that does not fall, f(low) ≤ 0 ≤ f(high), by the Illinois rule (Dowell and Jarratt, 1971): false position
 * that halves the height of an end that stays. The last place at which f was asked is within 1e-13 of it, or as near as float64 comes.
 */
export function rootOf(f: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  let [below, above] = [f(left), f(right)];
  let x = right;
  for (let step = 0, stayed = 0; step < 100 && right - left > 1e-14 * Math.max(1, Math.abs(left)); step++) {
    x = above > below ? (left * above - right * below) / (above - below) : (left + right) / 2;
    // Rounding may put it outside.
    if (!(x > left && x < right)) x = (left + right) / 2;
    const height = f(x);
    if (Math.abs(height) < 1e-13) return x;
    if (height < 0) {
      [left, below] = [x, height];
      if (stayed === -1) above /= 2;
      stayed = -1;
    } else {
      [right, above] = [x, height];
      if (stayed === 1) below /= 2;
      stayed = 1;
    }
  }
  return x;
}
