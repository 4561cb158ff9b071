import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, margin, pixelOf, roomyEnd, scalesOf, stepAt, ticksOf } from './curve-scales.ts';

const open = { logScale: false, open: true };

describe('the axes', () => {
  it('hold every step and every value, and waste little', () => {
    const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), size, size, (last, low, more) => {
        const frame = frameOf([1, last], [low, low + more], open);
        expect(frame.to).toBeGreaterThanOrEqual(last);
        expect(frame.to).toBeLessThanOrEqual(Math.max(2, last * 1.25));
        expect(frame.low).toBeLessThanOrEqual(low * (1 + 1e-9));
        expect(frame.high).toBeGreaterThanOrEqual((low + more) * (1 - 1e-9));
        expect(frame.high).toBeLessThanOrEqual((low + more) * 1.11);
      }),
    );
  });

  it('move some dozens of times while a run grows to 10⁵ steps, and not with every report', () => {
    const ends = new Set(Array.from({ length: 100_000 }, (_, i) => roomyEnd(i + 1)));
    expect(ends.size).toBeLessThan(80);
    const later = new Set(Array.from({ length: 50_000 }, (_, i) => roomyEnd(50_000 + i)));
    expect(later.size).toBeLessThan(9);
  });

  it('end at the last step where a range was chosen', () => {
    expect(frameOf([200, 240], [0, 1], { logScale: false, open: false })).toEqual({
      from: 200,
      to: 240,
      low: 0,
      high: 1,
      logScale: false,
      right: margin.right,
      bottom: margin.bottom,
    });
  });

  it('find the step under a pixel, and none outside the plot', () => {
    const frame = frameOf([1, 101], [0, 1], { logScale: false, open: false });
    expect(stepAt(frame, 400, pixelOf(frame, 400, 37))).toBe(37);
    expect(stepAt(frame, 400, pixelOf(frame, 400, 1) - 1)).toBeNull();
    expect(stepAt(frame, 400, pixelOf(frame, 400, 101) + 1)).toBeNull();
  });

  it('name whole steps and round values, and are sound before anything has a size', () => {
    expect(ticksOf(frameOf([1, 1300], [0, 0.93], { ...open, open: false }), 400, 300)).toEqual({
      x: [500, 1000],
      y: [0, 0.2, 0.4, 0.6000000000000001, 0.8],
    });
    expect(ticksOf(frameOf([1, 1], [0, 1], open), 0, 0).x.every(Number.isFinite)).toBe(true);
    // Over epochs of 21 steps they stand at whole epochs.
    expect(ticksOf(frameOf([1, 210], [0, 1], { ...open, open: false }), 400, 300, 21).x.map((step) => step / 21)).toEqual([
      5, 10,
    ]);
  });

  it('put equal differences, or on a logarithmic axis equal ratios, at equal distances between the edges of the plot', () => {
    const [width, height] = [416, 300];
    const on = (logScale: boolean) =>
      scalesOf({ from: 1, to: 901, low: 0.01, high: 100, logScale, right: 120, bottom: 8 }, width, height);
    const [top, bottom] = [margin.top, height - 8];
    for (const [logScale, middle] of [
      [false, 50.005],
      [true, 1],
    ] as const) {
      const { x, y } = on(logScale);
      expect([x(1), x(451), x(901)]).toEqual([margin.left, (margin.left + width - 120) / 2, width - 120]);
      expect([y(0.01), y(100)]).toEqual([bottom, top]);
      // What lies beyond an axis is drawn at its end.
      expect([y(0.001), y(1e6)]).toEqual([bottom, top]);
      expect(y(middle)).toBeCloseTo((top + bottom) / 2, 9);
    }
    expect(on(true).y(0)).toBeUndefined();
  });
});
