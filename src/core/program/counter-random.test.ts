import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counterUniform, randomKeyLength, randomKeys } from './counter-random.ts';

const draw = (count: number, keys: readonly number[], from = 0): number[] =>
  Array.from({ length: count }, (_, i) => counterUniform(from + i, keys));

/** The same network with every operation rounded to f32, mod written as tfjs and WGSL compute it. */
function inSinglePrecision(index: number, keys: readonly number[]): number {
  const f = Math.fround;
  const mod = (x: number): number => f(x - f(f(Math.floor(f(x / 4096))) * 4096));
  let left = f(Math.floor(f(f(index) / 4096)));
  let right = mod(f(index));
  for (const key of keys) {
    const t = mod(f(right + f(key)));
    const next = mod(f(f(left + f(Math.floor(f(f(t * t) / 32)))) + t));
    left = right;
    right = next;
  }
  return f(f(f(left * 4096) + right) / 16777216);
}

/** Standard scores: about 1 in 15,000 exceeds 4 by chance; the seeds are fixed. */
const chiSquare = (bins: readonly number[], count: number): number => {
  const seen = new Array<number>(count).fill(0);
  for (const bin of bins) seen[bin] = (seen[bin] ?? 0) + 1;
  const expected = bins.length / count;
  const statistic = seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  return (statistic - (count - 1)) / Math.sqrt(2 * (count - 1));
};
const correlation = (a: readonly number[], b: readonly number[]): number =>
  (a.reduce((sum, x, i) => sum + (x - 0.5) * ((b[i] ?? 0) - 0.5), 0) * 12) / Math.sqrt(a.length);
const pairs = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((x, i) => Math.floor(x * 8) * 8 + Math.floor((b[i] ?? 0) * 8));
const differences = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((x, i) => Math.floor(((x - (b[i] ?? 0) + 1) % 1) * 64));

const count = 16_384;
const seeds = Array.from({ length: 20 }, (_, i) => i * 7919);

describe('counter-based random numbers', () => {
  test('have the same bits in f32 and f64 arithmetic', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 24 - 1 }),
        fc.array(fc.integer({ min: 0, max: 4095 }), { minLength: randomKeyLength, maxLength: randomKeyLength }),
        (index, keys) => inSinglePrecision(index, keys) === counterUniform(index, keys),
      ),
      { numRuns: 5000 },
    );
    const largest = new Array<number>(randomKeyLength).fill(4095);
    for (const index of [0, 1, 4095, 4096, 2 ** 24 - 1])
      expect(inSinglePrecision(index, largest)).toBe(counterUniform(index, largest));
  });

  test('never repeat within 2¹⁸ counters of one key, and start again after 2²⁴', () => {
    const keys = randomKeys(1, 'node', 1);
    expect(new Set(draw(2 ** 18, keys)).size).toBe(2 ** 18);
    expect(counterUniform(2 ** 24 + 5, keys)).toBe(counterUniform(5, keys));
  });

  test('are uniform: mean, variance, high bits and low bits', () => {
    for (const seed of seeds) {
      const u = draw(count, randomKeys(seed, 'dropout', 3));
      const mean = u.reduce((sum, x) => sum + x, 0) / count;
      const variance = u.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / count;
      expect(Math.abs(mean - 0.5) * Math.sqrt(12 * count)).toBeLessThan(4);
      expect(Math.abs(variance - 1 / 12) * Math.sqrt(180 * count)).toBeLessThan(4);
      expect(
        chiSquare(
          u.map((x) => Math.floor(x * 64)),
          64,
        ),
      ).toBeLessThan(4.5);
      expect(
        chiSquare(
          u.map((x) => (x * 2 ** 24) % 64),
          64,
        ),
      ).toBeLessThan(4.5);
    }
  });

  test('do not depend on their neighbours in the tensor', () => {
    for (const seed of seeds) {
      const u = draw(count, randomKeys(seed, 'dropout', 1));
      for (const lag of [1, 2, 64, 256, 4096]) {
        const before = u.slice(0, -lag);
        const after = u.slice(lag);
        expect(Math.abs(correlation(before, after))).toBeLessThan(4.5);
        expect(chiSquare(pairs(before, after), 64)).toBeLessThan(5);
      }
    }
  });

  test('do not depend on the step before, nor on another stream or seed', () => {
    for (const seed of seeds) {
      const u = draw(count, randomKeys(seed, 'dropout', 8));
      for (const keys of [randomKeys(seed, 'dropout', 9), randomKeys(seed, 'dropout-2', 8), randomKeys(seed + 1, 'dropout', 8)]) {
        const v = draw(count, keys);
        expect(Math.abs(correlation(u, v))).toBeLessThan(4.5);
        expect(chiSquare(pairs(u, v), 64)).toBeLessThan(5);
        expect(chiSquare(differences(u, v), 64)).toBeLessThan(5);
      }
    }
  });

  test('do not show that two keys differ by one in any round but the last three', () => {
    for (let round = 0; round < randomKeyLength - 3; round++) {
      const keys = randomKeys(round, 'avalanche', 1);
      const near = keys.map((key, i) => (i === round ? (key + 1) % 4096 : key));
      const u = draw(count, keys);
      expect(Math.abs(correlation(u, draw(count, near)))).toBeLessThan(4.5);
      expect(chiSquare(differences(u, draw(count, near)), 64)).toBeLessThan(5);
    }
  });
});

test('keys are integers in 0 … 4095, reproducible, and all different between steps', () => {
  const keys = randomKeys(42, 'n3/dropout', 17);
  expect(keys).toHaveLength(randomKeyLength);
  expect(keys.every((key) => Number.isInteger(key) && key >= 0 && key < 4096)).toBe(true);
  expect(randomKeys(42, 'n3/dropout', 17)).toEqual(keys);
  const seen = new Set(Array.from({ length: 2000 }, (_, step) => randomKeys(42, 'n3/dropout', step).join()));
  expect(seen.size).toBe(2000);
});
