import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Extremes } from './extremes.ts';
import { Series } from './series.ts';
import { extendSmoothed } from './smooth.ts';
import { type Curve, thin } from './thin.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

/** Numbers over consecutive x, and how often one of them was read. */
function curveOf(firstX: number, values: ArrayLike<number>): Curve & { reads: number } {
  const extremes = new Extremes();
  const curve = {
    reads: 0,
    ys: {
      length: values.length,
      at: (index: number): number => {
        curve.reads++;
        return values[index] ?? Number.NaN;
      },
    },
    xs: (index: number): number => firstX + index,
    within: (begin: number, end: number) => extremes.within(begin, end),
  };
  extremes.update(curve.ys, false);
  return curve;
}

describe('thin', () => {
  it('keeps the highest and the lowest visible point, the ends, the order, and never draws more points than asked', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 3000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 8, max: 400 }),
        fc.nat(500),
        (values, firstX, maxPoints, skip) => {
          const from = firstX + Math.min(skip, values.length - 1);
          const to = firstX + values.length - 1;
          const visible = values.slice(from - firstX);
          const points = thin(curveOf(firstX, values), { from, to, maxPoints });
          expect(points.length).toBeLessThanOrEqual(maxPoints);
          const ys = points.map((point) => point.y);
          expect(Math.max(...ys)).toBe(Math.max(...visible));
          expect(Math.min(...ys)).toBe(Math.min(...visible));
          expect(points[0]).toEqual({ x: from, y: visible[0] });
          expect(points.at(-1)).toEqual({ x: to, y: visible.at(-1) });
          for (let i = 1; i < points.length; i++) expect(points[i]?.x).toBeGreaterThan(points[i - 1]?.x ?? 0);
          for (const { x, y } of points) expect(y).toBe(values[x - firstX]);
        },
      ),
    );
  });

  it('keeps a peak of a single step among a million', () => {
    const values = new Float32Array(1_000_000).fill(0.5);
    values[654_321] = 9;
    values[123_456] = -3;
    const points = thin(curveOf(1, values), { from: 1, to: 1_000_000, maxPoints: 600 });
    expect(points).toContainEqual({ x: 654_322, y: 9 });
    expect(points).toContainEqual({ x: 123_457, y: -3 });
    expect(points.length).toBeLessThanOrEqual(600);
  });

  it('leaves drawn points where they are while the curve grows within the same bucket size', () => {
    const values = Array.from({ length: 1200 }, (_, i) => Math.sin(i));
    const options = { from: 1, to: 1200, maxPoints: 200 };
    const early = thin(curveOf(1, values.slice(0, 1100)), options);
    const late = thin(curveOf(1, values), options);
    expect(late.slice(0, 100)).toEqual(early.slice(0, 100));
  });

  it('draws a gap where there is nothing finite', () => {
    const values = [1, Number.NaN, Number.POSITIVE_INFINITY, 2];
    const points = thin(curveOf(0, values), { from: 0, to: 3, maxPoints: 10 });
    expect(points.map((point) => point.y)).toEqual([1, Number.NaN, Number.NaN, 2]);
  });

  it('reads about as many numbers as it draws points, whether there are 10⁴ or 10⁶', () => {
    const readsOf = (count: number): number => {
      const curve = curveOf(
        1,
        Float32Array.from({ length: count }, (_, i) => Math.sin(i)),
      );
      curve.reads = 0;
      const points = thin(curve, { from: 1, to: count, maxPoints: 600 });
      expect(points.length).toBeGreaterThan(200);
      return curve.reads;
    };
    expect(readsOf(10_000)).toBeLessThan(1000);
    expect(readsOf(1_000_000)).toBeLessThan(1000);
    expect(readsOf(999_999)).toBeLessThan(1000);
  });

  it('draws nothing outside the visible range', () => {
    expect(thin(curveOf(1, [1, 2, 3]), { from: 10, to: 20, maxPoints: 10 })).toEqual([]);
  });
});

describe('extendSmoothed', () => {
  const column = (...values: readonly number[]): Series => Series.empty.append(values.length, (i) => values[i] ?? 0);
  // By hand, w = 0.5: averages 0.5, 1.25, 2.625 over 1−w^n = 0.5, 0.75, 0.875.
  it("debiases as TensorBoard does, so that the first point is the curve's own", () => {
    const { values } = extendSmoothed(null, column(1, 2, 4), 0.5);
    expect(values.at(0)).toBe(1);
    expect(values.at(1)).toBeCloseTo(1.25 / 0.75, 6);
    expect(values.at(2)).toBeCloseTo(2.625 / 0.875, 6);
  });

  it('gives the same whether a column is smoothed at once or as it grows', () => {
    const early = column(3, 1, 4);
    const late = early.append(4, (i) => [1, 5, 9, 2][i] ?? 0);
    const grown = extendSmoothed(extendSmoothed(null, early, 0.9), late, 0.9);
    expect([...grown.values.view()]).toEqual([...extendSmoothed(null, late, 0.9).values.view()]);
  });

  it('starts over where the column was cut and went on differently', () => {
    const early = column(3, 1, 4);
    const other = early.truncate(1).append(2, () => 8);
    const smoothed = extendSmoothed(extendSmoothed(null, early, 0.5), other, 0.5);
    expect([...smoothed.values.view()]).toEqual([...extendSmoothed(null, other, 0.5).values.view()]);
  });

  it('lets a number that is not finite pass without spoiling what follows', () => {
    const { values } = extendSmoothed(null, column(2, Number.NaN, 2), 0.9);
    expect(values.at(1)).toBeNaN();
    expect(values.at(2)).toBeCloseTo(2, 6);
  });
});
