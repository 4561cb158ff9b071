import { expect, test } from 'vitest';
import { Code, Integers } from './code.ts';
import { Coordinates } from './coordinates.ts';

const lines = (code: Code): string[] =>
  code
    .text()
    .split('\n')
    .map((line) => line.trim());

test('what does not depend on a loop is computed before it, once', () => {
  const code = new Code();
  const integers = new Integers(code);
  const row = code.name('lane', 0);
  code.loop(4, (step) => {
    integers.sum([
      [row, 16],
      [step, 1],
    ]);
    integers.times(row, 16);
  });
  expect(lines(code)).toEqual([
    'let v1 = lane;',
    'let v3 = v1 * 16u;',
    'for (var i2 = 0u; i2 < 4u; i2++) {',
    'let v4 = v3 + i2;',
    '}',
  ]);
});

test('arithmetic on known integers leaves no code', () => {
  const code = new Code();
  const integers = new Integers(code);
  const sum = integers.sum([
    [code.integer(3), 5],
    [integers.modulo(code.integer(7), 4), 1],
  ]);
  expect(sum.value).toBe(18);
  expect(code.text()).toBe('');
});

test('names made inside a block are not used outside it', () => {
  const code = new Code();
  code.block('if (a)', (depth) => code.name('x + 1u', depth));
  code.block('if (b)', (depth) => code.name('x + 1u', depth));
  expect(lines(code).filter((line) => line.startsWith('let'))).toHaveLength(2);
});

test('a reshape of joined axes keeps the others, and the same element keeps its key', () => {
  const code = new Code();
  const [n, y, x, c] = ['n', 'y', 'x', 'c'].map((text) => ({ text, depth: 0 }));
  if (!n || !y || !x || !c) throw new Error('four axes');
  const image = Coordinates.fromAxes(code, [2, 3, 5, 7], [n, y, x, c]);
  const rows = image.reshaped([30, 7]);
  expect(rows.axis(1)).toEqual(c);
  const flat = Coordinates.fromIndex(code, [30, 7], { text: 'index', depth: 0 });
  expect(flat.reshaped([2, 3, 5, 7]).key).toBe(flat.key);
});
