import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Extremes } from './extremes.ts';

const number = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(Number.NaN));

/** By looking at every number. */
function placesOf(values: readonly number[], begin: number, end: number) {
  const finite = values.map((y, i) => ({ y, i })).filter(({ y, i }) => i >= begin && i < end && Number.isFinite(y));
  if (finite.length === 0) return null;
  const ys = finite.map(({ y }) => y);
  return {
    low: finite.find(({ y }) => y === Math.min(...ys))?.i,
    high: finite.find(({ y }) => y === Math.max(...ys))?.i,
  };
}

describe('the extremes of a column', () => {
  it('are those of a plain search, in any stretch, as the column grows and after it was cut', () => {
    const stretch = fc.record({
      cut: fc.option(fc.nat(300), { nil: null, freq: 4 }),
      values: fc.array(number, { maxLength: 200 }),
      ask: fc.array(fc.tuple(fc.nat(800), fc.nat(800)), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), (stretches) => {
        const extremes = new Extremes();
        let plain: number[] = [];
        for (const { cut, values, ask } of stretches) {
          plain = [...(cut === null ? plain : plain.slice(0, cut)), ...values];
          const now = plain;
          extremes.update({ length: now.length, at: (i) => now[i] ?? Number.NaN }, cut === null);
          for (const [a, b] of ask) {
            const [begin, end] = [Math.min(a, b), Math.min(Math.max(a, b), now.length)];
            expect(extremes.within(begin, end)).toEqual(placesOf(now, begin, end));
          }
        }
      }),
    );
  });

  it('are kept up by reading what is new, and found by a few readings more', () => {
    let reads = 0;
    const column = (length: number) => ({
      length,
      at: (i: number): number => {
        reads++;
        return Math.sin(i);
      },
    });
    const extremes = new Extremes();
    extremes.update(column(1_000_000), false);
    reads = 0;
    extremes.update(column(1_000_320), true);
    expect(reads).toBeLessThanOrEqual(320 * 2);
    reads = 0;
    extremes.within(3, 1_000_317);
    expect(reads).toBeLessThan(300);
  });
});
