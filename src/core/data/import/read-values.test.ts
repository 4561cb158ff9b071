import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dateOrderOf, dateText, readDate } from './read-date.ts';
import { decimalOf, readNumber, unitInName, unitOf } from './read-number.ts';

describe('a number', () => {
  const withPoint: readonly (readonly [string, number])[] = [
    ['12', 12],
    ['-3.5', -3.5],
    ['+4', 4],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['2.5E-2', 0.025],
    ['1,234', 1234],
    ['1,234,567.89', 1234567.89],
    ["1'234'567.5", 1234567.5],
    ['1’234', 1234],
    ['1 234', 1234],
    ['1\u00a0234.5', 1234.5],
    ['1\u202f234,5', 1234.5],
    ['12 %', 12],
    ['12％', 12],
    ['%12', 12],
    ['$1,200.50', 1200.5],
    ['-$5', -5],
    ['$ 5', 5],
    ['US$7', 7],
    ['£0.99', 0.99],
    ['¥1,000', 1000],
    ['￥88', 88],
    ['30元', 30],
    ['USD 12', 12],
    ['12 EUR', 12],
    ['3 CHF', 3],
    ['(3)', -3],
    ['($1,200)', -1200],
    ['−7', -7],
    ['–7', -7],
  ];
  it.each(withPoint)('%j is %d', (text, value) => {
    expect(readNumber(text, '.')).toBe(value);
  });

  it.each([
    ['1,5', 1.5],
    ['1.234,5', 1234.5],
    ['1.234.567', 1234567],
    ['-0,25', -0.25],
    ['12,5 %', 12.5],
    ['1.200,50 €', 1200.5],
    ['€ 3,20', 3.2],
    ['1 234,5', 1234.5],
  ])('%j with a decimal comma is %d', (text, value) => {
    expect(readNumber(text, ',')).toBe(value);
  });

  it.each([
    '',
    '-',
    'abc',
    '12 apples',
    '007',
    '$007',
    '1,23',
    '12,3456',
    '1.2.3',
    '1e999',
    'inf',
    'Infinity',
    '-inf',
    'NaN',
    '0x1f',
    '1 2',
    '()',
    '$',
    '%',
    '12 km/h',
    `$${'9'.repeat(41)}`,
  ])('%j is none', (text) => {
    expect(readNumber(text, '.')).toBeNaN();
  });

  it('says its unit, be it before or behind, or in the heading', () => {
    expect(['12 %', '12％', '$5', '￥5', '5 EUR', '(£3)', '-€ 2', '7'].map(unitOf)).toEqual([
      '%',
      '%',
      '$',
      '¥',
      'EUR',
      '£',
      '€',
      '',
    ]);
    expect(['Mass (g)', 'Mass [kg]', '质量（克）', 'Mass', 'f(x) of y'].map(unitInName)).toEqual(['g', 'kg', '克', '', '']);
  });

  it.each([
    [['1,5', '2'], '.', ','],
    [['1.5', '2'], ',', '.'],
    [['1,234', '2,345'], '.', '.'],
    [['1,234', '2,345'], ',', ','],
    [['1,234', '0,5'], '.', ','],
    [['12', '13'], ',', '.'],
  ] as const)('of %j, where %j is suggested, has the decimal sign %j', (texts, suggested, sign) => {
    expect(decimalOf(texts, suggested)).toBe(sign);
  });
});

describe('a date', () => {
  const day = (year: number, month: number, of: number): number => Date.UTC(year, month - 1, of) / 86_400_000;
  it.each([
    ['2024-03-09', day(2024, 3, 9)],
    ['2024/3/9', day(2024, 3, 9)],
    ['2024.03.09', day(2024, 3, 9)],
    ['2024-03-09T12:00', day(2024, 3, 9) + 0.5],
    ['2024-03-09 06:00:00', day(2024, 3, 9) + 0.25],
    ['2024-03-09T12:00:00.123Z', day(2024, 3, 9) + 0.5],
    ['2024-03-09T12:00:00+06:00', day(2024, 3, 9) + 0.25],
    ['2024-03-09T12:00:00-0600', day(2024, 3, 9) + 0.75],
    ['2024年3月9日', day(2024, 3, 9)],
    ['2024年12月31', day(2024, 12, 31)],
    ['9 March 2024', day(2024, 3, 9)],
    ['9. Mar 2024', day(2024, 3, 9)],
    ['9-Sep-2024', day(2024, 9, 9)],
    ['March 9, 2024', day(2024, 3, 9)],
    ['Dec 1 1999', day(1999, 12, 1)],
    ['1969-12-31', -1],
    ['2024-02-29', day(2024, 2, 29)],
  ])('%j is the same day in either order', (text, value) => {
    for (const order of ['dayFirst', 'monthFirst'] as const) expect(readDate(text, order)).toBe(value);
  });

  it('of digits alone is read in the order that is said', () => {
    for (const text of ['03/04/2024', '3.4.2024', '03-04-2024']) {
      expect(readDate(text, 'dayFirst')).toBe(day(2024, 4, 3));
      expect(readDate(text, 'monthFirst')).toBe(day(2024, 3, 4));
    }
    expect(readDate('25/12/2024', 'monthFirst')).toBeNaN();
    expect(readDate('25.12.2024 18:00', 'dayFirst')).toBe(day(2024, 12, 25) + 0.75);
    expect(dateOrderOf(['01/02/2024', '12/25/2024'])).toBe('monthFirst');
    expect(dateOrderOf(['01/02/2024', '25/12/2024'])).toBe('dayFirst');
    expect(dateOrderOf(['01/02/2024'])).toBe('dayFirst');
  });

  it.each([
    '',
    '2024',
    '2024-13-01',
    '2023-02-29',
    '2024-04-31',
    '32.01.2024',
    '0999-01-01',
    '2024-03-09T25:00',
    '9 Foo 2024',
    '12345678',
    'a date of old',
  ])('%j is none', (text) => {
    for (const order of ['dayFirst', 'monthFirst'] as const) expect(readDate(text, order)).toBeNaN();
  });
});

test('every day from 1000 to 9999 is read as it is written, in every way of writing it, and what is not written as one breaks nothing', () => {
  const days = fc.integer({ min: Date.UTC(1000, 0, 1) / 86_400_000, max: Date.UTC(9999, 11, 31) / 86_400_000 });
  fc.assert(
    fc.property(days, (value) => {
      const [year = '', month = '', date = ''] = dateText(value).split('-');
      const name = new Date(value * 86_400_000).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
      expect(readDate(`${year}-${month}-${date}`, 'dayFirst')).toBe(value);
      expect(readDate(`${date}.${month}.${year}`, 'dayFirst')).toBe(value);
      expect(readDate(`${month}/${date}/${year}`, 'monthFirst')).toBe(value);
      expect(readDate(`${year}年${Number(month)}月${Number(date)}日`, 'dayFirst')).toBe(value);
      expect(readDate(`${Number(date)} ${name} ${year}`, 'dayFirst')).toBe(value);
      expect(readDate(`${name} ${date}, ${year}`, 'monthFirst')).toBe(value);
    }),
    { numRuns: 500, seed: 15 },
  );
  const odd = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...'0123456789-/. :TZ+年月日Mar,'), { maxLength: 30 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(odd, fc.constantFrom('dayFirst', 'monthFirst'), (text, order) => {
      const value = readDate(text, order);
      expect(Number.isNaN(value) || Math.abs(value) < 4e6, text).toBe(true);
      if (!Number.isNaN(value)) expect(Math.abs(readDate(dateText(Math.floor(value)), order) - Math.floor(value))).toBe(0);
    }),
    { numRuns: 3000, seed: 15 },
  );
});
