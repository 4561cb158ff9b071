/** The least that a loss counts as where it is divided by: a task that is solved must not get all the weight there is. */
export const leastLoss = 1e-8;

/** A loss that can be divided by; 1 for one that was not measured (NaN), of which a rule should make nothing. */
export function positive(loss: number): number {
  return Number.isNaN(loss) ? 1 : Math.max(loss, leastLoss);
}

/** softmax(x) [n]. */
export function softmax(x: ArrayLike<number>): Float64Array {
  const numbers = Float64Array.from(x);
  const largest = Math.max(...numbers);
  const powers = numbers.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** λ as parts of 1: a preference between tasks. All alike where none has any. */
export function preference(nominal: ArrayLike<number>): Float64Array {
  const sum = Array.from(nominal).reduce((total, weight) => total + weight, 0);
  return Float64Array.from(nominal, (weight) => (sum > 0 ? weight / sum : 1 / nominal.length));
}
