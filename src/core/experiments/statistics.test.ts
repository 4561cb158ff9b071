import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfWidth, holm, outsideOfT, pairsNeeded, ranks, signFlipTest, smallestP, studentT } from './statistics.ts';

/** Every assignment of signs, one after the other. */
function byHand(differences: readonly number[]): number {
  const sum = (signs: number): number => differences.reduce((total, value, i) => total + (signs & (1 << i) ? -value : value), 0);
  const cases = Array.from({ length: 2 ** differences.length }, (_, signs) => Math.abs(sum(signs)));
  return cases.filter((value) => value >= Math.abs(sum(0)) - 1e-12).length / cases.length;
}

describe("Student's t", () => {
  it('has the tabulated quantiles', () => {
    // Two-sided 5 % and 1 %: e.g. NIST/SEMATECH e-Handbook, table of critical values.
    const table: [number, number, number][] = [
      [1, 12.7062, 63.6567],
      [2, 4.3027, 9.9248],
      [4, 2.7764, 4.6041],
      [5, 2.5706, 4.0321],
      [7, 2.3646, 3.4995],
      [30, 2.0423, 2.75],
      [100, 1.984, 2.6259],
    ];
    for (const [freedom, five, one] of table) {
      expect(studentT(0.05, freedom)).toBeCloseTo(five, 4);
      expect(studentT(0.01, freedom)).toBeCloseTo(one, 4);
    }
  });

  it('is Cauchy with one degree of freedom', () => {
    for (const t of [0.1, 1, 7, 300]) expect(outsideOfT(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
  });

  it('gives the interval of a mean', () => {
    // Sleep data of Student (1908), the differences of ten patients: mean 1.58, 95 % interval 0.70 … 2.46.
    const sleep = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    expect(halfWidth(sleep)).toBeCloseTo(0.8799, 3);
    expect(halfWidth([1])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the sign-flip test', () => {
  it('is what enumeration by hand gives', () => {
    expect(signFlipTest([1, 1, 1])).toBe(0.25);
    expect(signFlipTest([1, 2, -3])).toBe(1);
    expect(signFlipTest([1, 2, 3, 4, 5, 6])).toBe(2 / 64);
    expect(signFlipTest([-0.5, 2, 3, 4])).toBe(4 / 16);
    expect(signFlipTest([])).toBe(1);
    expect(signFlipTest([0, 0])).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 8 }), (eighths) => {
        const differences = eighths.map((value) => value / 8);
        expect(signFlipTest(differences)).toBeCloseTo(byHand(differences), 12);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('cannot be smaller than its number of cases allows', () => {
    expect([3, 5, 6, 8].map(smallestP)).toEqual([0.25, 0.0625, 0.031_25, 0.007_812_5]);
  });
});

describe('several questions', () => {
  it("are corrected as Holm's paper says", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  it('rank in both directions, ties in the middle', () => {
    expect(ranks([0.9, 0.8, 0.9, 0.1], 'higher')).toEqual([1.5, 3, 1.5, 4]);
    expect(ranks([0.9, 0.8, 0.9, 0.1], 'lower')).toEqual([3.5, 2, 3.5, 1]);
  });

  it('need more pairs the smaller the difference and the more questions', () => {
    expect(pairsNeeded([10, 10.1, 9.9], 1)).toBe(6);
    expect(pairsNeeded([10, 10.1, 9.9], 2)).toBe(7);
    const few = pairsNeeded([1, 2, 0.2, 1.4], 1) ?? 0;
    const many = pairsNeeded([0.5, 1.5, -0.3, 0.9], 1) ?? 0;
    expect(few).toBeLessThan(many);
    expect(pairsNeeded([1, -1, 0.01], 1)).toBeNull();
  });
});
