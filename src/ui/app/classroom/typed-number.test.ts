import { expect, it } from 'vitest';
import { numberIn, shownNumber, typedNumber } from './typed-number.ts';

/** Key by key into a field whose value is kept elsewhere. */
function typing(keys: string): { readonly shown: string; readonly value: number | null } {
  let [text, value]: [string, number | null] = ['', null];
  for (const key of keys) {
    text = typedNumber(shownNumber(text, value) + key);
    value = numberIn(text);
  }
  return { shown: shownNumber(text, value), value };
}

it.each([
  ['3.25', '3.25', 3.25],
  ['0.97', '0.97', 0.97],
  ['1e-3', '1e-3', 0.001],
  ['-.5', '-.5', -0.5],
  ['0,970', '0.970', 0.97],
  ['−１２', '-12', -12],
  ['12.', '12.', 12],
  ['1e', '1e', null],
  ['3 or 4', '3 or 4', null],
  ['0x10', '0x10', null],
  ['1e31', '1e31', null],
])('%s, typed key by key, stays as it is typed', (keys, shown, value) => {
  expect(typing(keys)).toEqual({ shown, value });
});

it('shows what somebody else has set in place of what was typed', () => {
  expect(shownNumber('3.25', 7)).toBe('7');
  expect(shownNumber('3.25', null)).toBe('');
});
