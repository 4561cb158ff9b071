import { expect, test } from 'vitest';
import { dense } from '../../../core/layers/basic/dense.ts';
import { conv2d } from '../../../core/layers/convolution/conv2d.ts';
import { fieldProblems } from './field-problems.ts';

test('parameters in order have no problem', () => {
  expect(fieldProblems(dense, { ...dense.schema.parse({}) }).size).toBe(0);
});

test('a problem stands at its field and says what would be right', () => {
  expect([...fieldProblems(dense, { ...dense.schema.parse({}), units: 0 })]).toEqual([['units', '≥ 1']]);
});

test('a problem inside a list is the list’s', () => {
  const problems = fieldProblems(conv2d, { ...conv2d.schema.parse({}), kernel: [0, 3] });
  expect([...problems.keys()]).toEqual(['kernel']);
});
