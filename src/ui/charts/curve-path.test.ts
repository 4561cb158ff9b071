import { describe, expect, it } from 'vitest';
import { beyondPath, curvePath, spread, verticalRange } from './curve-path.ts';

const same = (value: number): number => value;

describe('the paths of the curves', () => {
  it('leave a gap where a value is missing', () => {
    const points = [1, 2, Number.NaN, 4, 5].map((y, x) => ({ x, y }));
    expect(curvePath(points, same, same)).toBe('M0 1L1 2M3 4L4 5');
  });

  it('leave a gap where a log scale has no place', () => {
    const log = (value: number): number => Math.log(value);
    expect(
      curvePath(
        [1, 0, 1].map((y, x) => ({ x, y })),
        same,
        log,
      ),
    ).toBe('M0 0M2 0');
  });

  it('fit into a range that begins at zero, or at the smallest positive value on a log scale', () => {
    const curve = [0.5, 2, Number.NaN, 1].map((y, x) => ({ x, y }));
    expect(verticalRange([curve], { logScale: false })[0]).toBe(0);
    expect(verticalRange([curve], { logScale: false })[1]).toBeGreaterThan(2);
    expect(verticalRange([curve], { logScale: true })[0]).toBeCloseTo(0.45);
    expect(verticalRange([[{ x: 0, y: -3 }]], { logScale: false })[0]).toBe(-3);
    expect(verticalRange([], { logScale: true })).toEqual([0.1, 1]);
    expect(verticalRange([[{ x: 0, y: -30 }]], { logScale: false, floor: -1 })).toEqual([-1, expect.any(Number)]);
  });

  describe('with a spike', () => {
    const curve = (value: (x: number) => number) => Array.from({ length: 200 }, (_, x) => ({ x, y: value(x) }));
    const high = (...curves: readonly (readonly { x: number; y: number }[])[]) => verticalRange(curves, { logScale: false })[1];
    const falling = (x: number): number => 0.1 + 2.2 * Math.exp(-x / 8);

    it('are not ruled by it, unless the axis is logarithmic: it lies beyond, and is marked there', () => {
      const spiked = curve((x) => (x === 120 ? 5000 : falling(x)));
      expect(high(spiked)).toBeCloseTo(high(curve(falling)), 9);
      expect(verticalRange([spiked], { logScale: true })[1]).toBeGreaterThan(5000);
      const range = verticalRange([spiked], { logScale: false });
      expect(beyondPath(spiked, range, same, same).match(/M/g)).toHaveLength(1);
      expect(beyondPath(spiked, range, same, same)).toMatch(/^M116\.5 /);
      expect(beyondPath(curve(falling), range, same, same)).toBe('');
      // Smoothed, it passes slowly.
      const smoothed = curve((x) => falling(x) + (x < 120 ? 0 : 500 * 0.7 ** (x - 120)));
      expect(high(smoothed)).toBeLessThan(3);
    });

    it('show all of a descent from the beginning, and of what goes up and stays there', () => {
      expect(high(curve(falling))).toBeGreaterThan(2.3);
      expect(high(curve((x) => (x < 150 ? 1 : 40)))).toBeGreaterThan(40);
      expect(high(curve((x) => (x < 195 ? 1 : 10)))).toBeGreaterThan(10);
      expect(high(curve((x) => (x === 0 ? 1e6 : falling(x))))).toBeLessThan(3);
    });

    it('show a task in full whose losses are a thousand times those of another', () => {
      expect(
        high(
          curve(falling),
          curve((x) => 1000 * falling(x)),
        ),
      ).toBeGreaterThan(2300);
    });
  });

  it('have labels that never stand on each other', () => {
    const placed = spread([50, 48, 10, 49], 12);
    const sorted = [...placed].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(12);
    expect(placed[2]).toBe(10);
    expect(placed[1]).toBe(48);
  });

  it('have labels that stay within the plot, however many curves end at its edge', () => {
    expect(spread([99, 100, 100, 10], 12, [5, 97])).toEqual([73, 85, 97, 10]);
    expect(spread([0, 1], 12, [5, 97])).toEqual([5, 17]);
    expect(spread([40, 40, 40], 12, [30, 40])).toEqual([30, 35, 40]);
  });
});
