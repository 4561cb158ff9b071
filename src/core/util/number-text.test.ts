import { describe, expect, test } from 'vitest';
import { formatNumber, withUnit } from './number-text.ts';

describe('numbers in words', () => {
  test('have three significant digits, no grouping, and a true minus', () => {
    expect([0, 1 / 3, -1 / 3, 1234.5, -0.000_123_45, 1e-9].map(formatNumber)).toEqual([
      '0',
      '0.333',
      '−0.333',
      '1230',
      '−0.000123',
      '1e−9',
    ]);
  });

  test('are never read by counting zeros', () => {
    expect([999_400, 999_900, 1_234_567, -2.5e30, 0.000_012_34, 0.000_001_234, Infinity].map(formatNumber)).toEqual([
      '999000',
      '1e6',
      '1.23e6',
      '−2.5e30',
      '0.0000123',
      '1.23e−6',
      '∞',
    ]);
  });

  test('stand apart from their unit, angles do not', () => {
    expect([withUnit(-2.5, '°'), withUnit(-2.5, 'kg'), withUnit(2.5, undefined)]).toEqual(['−2.5°', '−2.5 kg', '2.5']);
  });
});
