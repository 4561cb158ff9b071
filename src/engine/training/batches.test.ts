import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaults } from '../../core/project/defaults.ts';
import { batchesOf, createBatches } from './batches.ts';
import { toyProject } from './testing/projects.ts';

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

describe('batches beside the own one', () => {
  const project = toyProject({ balancing: defaults.balancing('equal') });
  const split = {
    train: Int32Array.from({ length: 20 }, (_, i) => i),
    validation: Int32Array.of(100, 101, 102),
    test: Int32Array.of(200),
  };
  const rowsAt = (step: number): number[][] => {
    const out = new Int32Array(20);
    batchesOf({ split, project, program: { batchSize: 5, furtherBatches: ['previous', 'training', 'validation'] } }).fill(
      step,
      out,
      0,
    );
    return [0, 1, 2, 3].map((k) => [...out.subarray(5 * k, 5 * k + 5)]);
  };

  it('are that of the step before, also across epochs; in the first step the own one', () => {
    expect(rowsAt(0)[1]).toEqual(rowsAt(0)[0]);
    for (const step of [1, 3, 4, 8, 9]) expect(rowsAt(step)[1]).toEqual(rowsAt(step - 1)[0]);
  });

  it('are other training samples, each as often as any other', () => {
    const rounds = Array.from({ length: 8 }, (_, step) => rowsAt(step)[2] ?? []);
    expect(rounds[0]).not.toEqual(rowsAt(0)[0]);
    for (const round of [rounds.slice(0, 4), rounds.slice(4)])
      expect(round.flat().sort((a, b) => a - b)).toEqual([...split.train]);
  });

  it('are validation samples, all of them by turns, also where a batch has more rows than there are', () => {
    const rows = Array.from({ length: 3 }, (_, step) => rowsAt(step)[3] ?? []).flat();
    for (let i = 0; i < 15; i += 3) expect(rows.slice(i, i + 3).sort((a, b) => a - b)).toEqual([...split.validation]);
  });
});
