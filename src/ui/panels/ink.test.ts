import { describe, expect, it } from 'vitest';
import { asDigit, Ink } from './ink.ts';

function bounds(digit: Float32Array): { left: number; right: number; top: number; bottom: number } {
  const cells = [...digit].flatMap((value, i) => (value > 0.05 ? [{ x: i % 28, y: Math.floor(i / 28) }] : []));
  return {
    left: Math.min(...cells.map(({ x }) => x)),
    right: Math.max(...cells.map(({ x }) => x)),
    top: Math.min(...cells.map(({ y }) => y)),
    bottom: Math.max(...cells.map(({ y }) => y)),
  };
}

describe('a drawn digit', () => {
  it('becomes 20 pixels high and stands in the middle, wherever and however small it was drawn', () => {
    for (const [x, y, length] of [
      [20, 15, 30],
      [90, 40, 60],
      [60, 5, 100],
    ] as const) {
      const ink = new Ink(112);
      ink.stroke([x, y], [x, y + length], 3);
      const { left, right, top, bottom } = bounds(asDigit(ink));
      expect(bottom - top + 1).toBeGreaterThanOrEqual(19);
      expect(bottom - top + 1).toBeLessThanOrEqual(21);
      expect(Math.abs((top + bottom) / 2 - 13.5)).toBeLessThanOrEqual(1);
      expect(Math.abs((left + right) / 2 - 13.5)).toBeLessThanOrEqual(1);
    }
  });

  it('is shifted until its centre of mass is in the middle', () => {
    const ink = new Ink(112);
    ink.stroke([20, 20], [20, 90], 6);
    ink.stroke([20, 90], [80, 90], 2);
    const digit = asDigit(ink);
    const mass = digit.reduce((sum, value) => sum + value, 0);
    const x = digit.reduce((sum, value, i) => sum + value * ((i % 28) + 0.5), 0) / mass;
    const y = digit.reduce((sum, value, i) => sum + value * (Math.floor(i / 28) + 0.5), 0) / mass;
    expect(Math.abs(x - 14)).toBeLessThan(0.6);
    expect(Math.abs(y - 14)).toBeLessThan(0.6);
  });

  it('keeps ink between 0 and 1, and an empty pad empty', () => {
    const ink = new Ink(112);
    expect(asDigit(ink).every((value) => value === 0)).toBe(true);
    ink.dab(50, 50, 8);
    const digit = asDigit(ink);
    expect(Math.max(...digit)).toBeLessThanOrEqual(1.0001);
    expect(Math.max(...digit)).toBeGreaterThan(0.9);
    ink.clear();
    expect(asDigit(ink).every((value) => value === 0)).toBe(true);
  });
});
