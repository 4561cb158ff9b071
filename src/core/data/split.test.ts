import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRows } from './split.ts';

const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const fractions = fc.record({ train: share(0.1, 0.6), validation: share(0.1, 0.35) });

describe('a split', () => {
  it('puts every row into exactly one part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 3000 }), fractions, fc.nat(), (count, shares, seed) => {
        const { train, validation, test } = splitRows(count, shares, seed);
        const rows = [...train, ...validation, ...test].sort((a, b) => a - b);
        expect(rows).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  it('of 10,000 rows into 70/15/15 has 7000, 1500 and 1500', () => {
    const { train, validation, test } = splitRows(10_000, { train: 0.7, validation: 0.15 }, 1);
    expect([train.length, validation.length, test.length]).toEqual([7000, 1500, 1500]);
  });

  it('is the same for the same seed, and another for another', () => {
    const shares = { train: 0.7, validation: 0.15 };
    expect(splitRows(1000, shares, 5)).toEqual(splitRows(1000, shares, 5));
    expect(splitRows(1000, shares, 5).train).not.toEqual(splitRows(1000, shares, 6).train);
  });

  it('draws each part from all of the rows', () => {
    const { train, test } = splitRows(10_000, { train: 0.7, validation: 0.15 }, 3);
    const mean = (rows: Int32Array): number => rows.reduce((sum, row) => sum + row, 0) / rows.length;
    // The mean row is 4999.5; its standard error is 19 over 7000 rows of 10,000 and 69 over 1500.
    expect(Math.abs(mean(train) - 4999.5)).toBeLessThan(100);
    expect(Math.abs(mean(test) - 4999.5)).toBeLessThan(350);
  });
});
