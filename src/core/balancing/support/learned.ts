import { at } from '../../util/assert-never.ts';

const [firstDecay, secondDecay, epsilon] = [0.9, 0.999, 1e-8];

/** Numbers [n] that a method learns by itself with Adam, flat: [steps, numbers, first moments, second moments]. */
export const learnedState = (initial: ArrayLike<number>): Float64Array =>
  Float64Array.from([0, ...Array.from(initial), ...new Array<number>(2 * initial.length).fill(0)]);

export const learnedNumbers = (state: Float64Array): Float64Array => state.subarray(1, 1 + (state.length - 1) / 3);

/** The state after a step of Adam (Kingma and Ba, 2015) down the gradient [n], of which numbers that are not finite teach nothing. */
export function learnedStep(state: Float64Array, gradient: ArrayLike<number>, rate: number): Float64Array {
  const next = state.slice();
  const { length: n } = gradient;
  const steps = at(state, 0) + 1;
  next[0] = steps;
  for (let i = 0; i < n; i++) {
    const slope = at(gradient, i);
    if (!Number.isFinite(slope)) continue;
    const first = firstDecay * at(state, 1 + n + i) + (1 - firstDecay) * slope;
    const second = secondDecay * at(state, 1 + 2 * n + i) + (1 - secondDecay) * slope ** 2;
    next[1 + n + i] = first;
    next[1 + 2 * n + i] = second;
    const length = Math.sqrt(second / (1 - secondDecay ** steps)) + epsilon;
    next[1 + i] = at(state, 1 + i) - (rate * first) / (1 - firstDecay ** steps) / length;
  }
  return next;
}
