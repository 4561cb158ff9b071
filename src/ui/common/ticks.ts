/** The factors of a power of ten at which round numbers stand. */
const rounds = [1, 2, 5, 10];

/** The smallest of 1, 2 and 5 times a power of ten that is at least `least` (which is positive). */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (rounds.find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
}

/** Multiples of a round step within [low, high], about `count` of them and not more than one more; whole numbers with `whole`. */
export function linearTicks(low: number, high: number, count: number, whole = false): number[] {
  if (!(high > low)) return [low];
  const step = Math.max(roundStep((high - low) / Math.max(1, count)), whole ? 1 : 0);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplying keeps them round: a running sum would drift.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Powers of ten within [low, high] (both positive), every so many that no more than `count` stay; with 2 and 5 between where that leaves room. */
export function logTicks(low: number, high: number, count: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const visible = (values: number[]): number[] =>
    values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const all = visible(powers.flatMap((power) => [1, 2, 5].map((factor) => factor * 10 ** power)));
  if (all.length === 0) return linearTicks(low, high, count);
  if (all.length <= count) return all;
  const tens = visible(powers.map((power) => 10 ** power));
  const every = Math.ceil(tens.length / Math.max(1, count));
  return tens.filter((_, i) => i % every === 0);
}
