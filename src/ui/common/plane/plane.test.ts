import { describe, expect, it } from 'vitest';
import { extent, gridPoints, parseRgb, planeToPixel } from './plane.ts';

describe('the plane of a decision map', () => {
  it('has its first cell at the top left, as pixels have', () => {
    const points = gridPoints(4);
    expect(points).toHaveLength(32);
    expect(points[0]).toBeLessThan(0);
    expect(points[1]).toBeGreaterThan(0);
    expect(points[30]).toBeCloseTo(-(points[0] ?? 0), 6);
    expect(points[31]).toBeCloseTo(-(points[1] ?? 0), 6);
  });

  it('puts a cell centre onto the middle of its pixels', () => {
    const points = gridPoints(8);
    expect(planeToPixel(points[0] ?? 0, 80, false)).toBeCloseTo(5, 4);
    expect(planeToPixel(points[1] ?? 0, 80, true)).toBeCloseTo(5, 4);
    expect(planeToPixel(extent, 80, true)).toBeCloseTo(0, 6);
  });

  it('reads a computed colour', () => {
    expect(parseRgb('rgb(0, 114, 178)')).toEqual([0, 114, 178]);
  });
});
