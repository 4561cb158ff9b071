import { expect, test } from 'vitest';
import { add, mul, square, sub } from './expression.ts';
import { noUpdate, uniformValues, updateOperations, updateRule } from './rule.ts';

test('a term that is used twice is computed once, and what follows from the step alone is the same for all parameters', () => {
  const rule = updateRule(({ parameter, gradient, learningRate, perStep, slot }) => {
    const rate = mul(learningRate, perStep(0.5));
    const { after } = slot(0.25, (before) => add(before, square(gradient)));
    return sub(parameter, mul(rate, add(after, after)));
  });
  const written = rule.values.map((value) => ('inputs' in value ? `${value.kind}(${value.inputs})` : value.kind));
  expect(written).toEqual([
    'slot',
    'gradient',
    'unary(1)',
    'binary(0,2)',
    'parameter',
    'learningRate',
    'stepScalar',
    'binary(5,6)',
    'binary(3,3)',
    'binary(7,8)',
    'binary(4,9)',
  ]);
  expect(rule).toMatchObject({ parameter: 10, slots: [{ start: 0.25, next: 3 }], stepScalars: [0.5] });
  expect(uniformValues(rule).flatMap((uniform, i) => (uniform ? [i] : []))).toEqual([5, 6, 7]);
  expect(updateOperations(rule)).toBe(5);
});

test('a program that trains nothing has a rule that does nothing', () => {
  expect(noUpdate.rule).toEqual({ values: [{ kind: 'parameter' }], parameter: 0, slots: [], stepScalars: [] });
});
