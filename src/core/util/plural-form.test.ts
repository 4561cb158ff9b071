import { expect, it } from 'vitest';
import { interpolate } from './interpolate.ts';
import { pluralForm } from './plural-form.ts';

it('goes with the number as the language has it', () => {
  const english = (number: string | number): string => pluralForm(number, 'row|rows', 'en');
  expect([0, 1, 2, 1.5, '1', '1,001', 'no number'].map(english)).toEqual('rows row rows rows row rows rows'.split(' '));
  const polish = (number: number): string => pluralForm(number, 'wiersz|wiersze|wierszy|wiersza', 'pl');
  expect([1, 2, 5, 1.5].map(polish)).toEqual(['wiersz', 'wiersze', 'wierszy', 'wiersza']);
  expect(pluralForm(5, '行', 'zh-CN')).toBe('行');
});

it('takes the last form where a language tells more apart than a text has', () => {
  expect(pluralForm(5, 'row|rows', 'pl')).toBe('rows');
});

it('stands in texts after the value that it goes with', () => {
  const text = '{{rows}} {{rows, row has|rows have}} no label: {{some}}';
  expect(interpolate(text, { rows: 1, some: 'a' })).toBe('1 row has no label: a');
  expect(interpolate(text, { rows: 3, some: '{{rows}}' })).toBe('3 rows have no label: {{rows}}');
});
