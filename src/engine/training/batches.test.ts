import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatches } from './batches.ts';

const rowsOf = (step: number, training: Int32Array, batchSize: number, seed: number): number[] => {
  const out = new Int32Array(batchSize);
  createBatches(training, batchSize, seed).fill(step, out, 0);
  return [...out];
};

describe('createBatches', () => {
  it('shows each training row at most once an epoch, all but the remainder, in another order each time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 1, max: 50 }), fc.nat(), (count, size, seed) => {
        const batchSize = Math.min(size, count);
        const training = Int32Array.from({ length: count }, (_, i) => 1000 + 3 * i);
        const { stepsPerEpoch } = createBatches(training, batchSize, seed);
        expect(stepsPerEpoch).toBe(Math.floor(count / batchSize));
        const seen = Array.from({ length: stepsPerEpoch }, (_, step) => rowsOf(step, training, batchSize, seed)).flat();
        expect(new Set(seen).size).toBe(stepsPerEpoch * batchSize);
        for (const row of seen) expect(training).toContain(row);
      }),
    );
  });

  it('answers for any step in any order', () => {
    const training = Int32Array.from({ length: 100 }, (_, i) => i);
    const batches = createBatches(training, 8, 7);
    const out = new Int32Array(8);
    for (const step of [40, 3, 25, 3, 0, 40]) {
      batches.fill(step, out, 0);
      expect([...out]).toEqual(rowsOf(step, training, 8, 7));
    }
    expect(rowsOf(0, training, 8, 7)).not.toEqual(rowsOf(12, training, 8, 7));
    expect(rowsOf(0, training, 8, 7)).not.toEqual(rowsOf(0, training, 8, 8));
  });
});
