import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfWidth, holm, outsideOfT, pairsNeeded, ranks, signFlip, smallestP, studentT } from './statistics.ts';

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

const pOf = (differences: readonly number[]): number => signFlip(differences).p;

describe('the sign-flip test', () => {
  it('is what enumeration by hand gives', () => {
    expect(pOf([1, 1, 1])).toBe(0.25);
    expect(pOf([1, 2, -3])).toBe(1);
    expect(pOf([1, 2, 3, 4, 5, 6])).toBe(2 / 64);
    expect(pOf([-0.5, 2, 3, 4])).toBe(4 / 16);
    expect(pOf([])).toBe(1);
    expect(pOf([3])).toBe(1);
    expect(pOf([0, 0])).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 8 }), (eighths) => {
        const differences = eighths.map((value) => value / 8);
        expect(pOf(differences)).toBeCloseTo(byHand(differences), 12);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('gives the interval of what it does not reject, by hand', () => {
    // Of 2ⁿ⁻¹ divisions, as many may lie outside as make 5 %: none of 16, one of 32, three of 64, six of 128.
    expect(signFlip([1, 2, 3, 4, 5]).interval(0.05)).toBeNull();
    expect(signFlip([6, 2, 5, 4, 3, 1]).interval(0.05)).toEqual([1, 6]);
    // The lowest means of groups of 1 … 8 are 1, 3/2, 2, 2, 2, 7/3: those of 1; 1 2; 2; 1 3; 1 2 3; 1 2 4.
    expect(signFlip([1, 2, 3, 4, 5, 6, 7]).interval(0.05)).toEqual([2, 6]);
    const eight = signFlip([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(eight.interval(0.05)?.[0]).toBeCloseTo(7 / 3, 12);
    expect(eight.interval(0.05)?.[1]).toBeCloseTo(9 - 7 / 3, 12);
    expect(eight.interval(0.025)).toEqual([2, 7]);
    expect(eight.interval(0.01)).toEqual([1, 8]);
    expect(eight.interval(0.007)).toBeNull();
  });

  it('does not reject what its interval holds, and rejects what it does not, by enumeration', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 8 }),
        fc.constantFrom(0.3, 0.1, 0.05, 0.025),
        (eighths, level) => {
          const differences = eighths.map((value) => value / 8);
          const shifted = (by: number): number => byHand(differences.map((value) => value - by));
          const interval = signFlip(differences).interval(level);
          if (interval === null) {
            expect(shifted(1e6)).toBeGreaterThan(level);
            return;
          }
          const [low, high] = interval;
          for (const inside of [low, (low + high) / 2, high]) expect(shifted(inside)).toBeGreaterThan(level);
          for (const outside of [low - 1e-6, high + 1e-6]) expect(shifted(outside)).toBeLessThanOrEqual(level);
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });

  it('takes twenty pairs', () => {
    const { p, interval } = signFlip(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(p).toBe(2 / 2 ** 20);
    const [low, high] = interval(0.05) ?? [0, 0];
    expect(low + high).toBeCloseTo(21, 9);
    expect(low).toBeGreaterThan(7);
    expect(low).toBeLessThan(8.5);
  });

  it('cannot be smaller than its number of cases allows', () => {
    expect([3, 5, 6, 8].map(smallestP)).toEqual([0.25, 0.0625, 0.031_25, 0.007_812_5]);
  });
});

describe('several questions', () => {
  it("are corrected as Holm's paper says", () => {
    const corrected = (ps: readonly number[]): readonly number[] => holm(ps, 0.05).map(({ p }) => Number(p.toFixed(12)));
    expect(corrected([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(corrected([0.9, 0.8])).toEqual([1, 1]);
    expect(corrected([])).toEqual([]);
  });

  it('are each judged at the level that agrees with the correction', () => {
    // Step by step: 0.05/3, 0.05/2; the last is not told apart because the one before was not.
    const levels = holm([0.01, 0.03, 0.04], 0.05).map(({ level }) => level);
    expect(levels[0]).toBeCloseTo(0.05 / 3, 12);
    expect(levels[1]).toBeCloseTo(0.05 / 2, 12);
    expect(levels[2]).toBeCloseTo((0.05 * 0.04) / 0.06, 12);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 128 }), { minLength: 1, maxLength: 6 }), (cases) => {
        const ps = cases.map((value) => value / 128);
        for (const [i, { p, level }] of holm(ps, 0.05).entries()) expect((ps[i] ?? 1) <= level).toBe(p <= 0.05);
      }),
      { seed: 3, numRuns: 300 },
    );
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
