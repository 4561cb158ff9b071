import { describe, expect, it } from 'vitest';
import { curvePath, spread, verticalRange } from './curve-path.ts';

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
    expect(verticalRange([curve], false)[0]).toBe(0);
    expect(verticalRange([curve], false)[1]).toBeGreaterThan(2);
    expect(verticalRange([curve], true)[0]).toBeCloseTo(0.45);
    expect(verticalRange([[{ x: 0, y: -3 }]], false)[0]).toBe(-3);
    expect(verticalRange([], true)).toEqual([0.1, 1]);
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
