import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks } from './ticks.ts';

describe('the values that axes name', () => {
  it('are round', () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
    expect(linearTicks(1, 97_000, 4, true)).toEqual([50_000]);
    expect(linearTicks(1, 97_000, 5, true)).toEqual([20_000, 40_000, 60_000, 80_000]);
    expect(linearTicks(-3, 3, 3)).toEqual([-2, 0, 2]);
  });

  it('are whole where they count steps', () => {
    expect(linearTicks(1, 3, 10, true)).toEqual([1, 2, 3]);
  });

  it('are powers of ten on a log scale, with 2 and 5 where there is room, or round numbers within less than that', () => {
    expect(logTicks(0.009, 1.2, 3)).toEqual([0.01, 0.1, 1]);
    expect(logTicks(0.15, 3, 5)).toEqual([0.2, 0.5, 1, 2]);
    expect(logTicks(1e-9, 10, 4)).toEqual([1e-9, 1e-6, 1e-3, 1]);
    expect(logTicks(0.61, 0.69, 4).length).toBeGreaterThan(1);
  });

  it('lie within the range, in order, and are not many more than asked for', () => {
    const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        fc.double({ min: 1.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, ratio, count) => {
          const high = low * ratio;
          for (const ticks of [linearTicks(low, high, count), logTicks(low, high, count)]) {
            expect(ticks.length).toBeLessThanOrEqual(count + 1);
            for (const [i, tick] of ticks.entries()) {
              expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-6));
              expect(tick).toBeLessThanOrEqual(high * (1 + 1e-6));
              if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1] ?? 0);
            }
          }
        },
      ),
    );
  });
});
