import { expect, test } from 'vitest';
import { binaryFunctions as binaryNames, unaryFunctions as unaryNames } from '../types.ts';
import { applyBinary, applyUnary, binaryFunctions, unaryFunctions } from './elementwise.ts';

const numbers = [0, -0, 1, -1, 0.3, -2.5, 700, 1e-310, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

test.each(unaryNames)('%s of a row of numbers is that of each', (fn) => {
  const x = Float64Array.from(numbers);
  expect([...applyUnary(fn, x, new Float64Array(x.length))]).toEqual(numbers.map((value) => unaryFunctions[fn](value)));
});

test.each(binaryNames)('%s of two rows of numbers is that of each pair', (fn) => {
  const pairs = numbers.flatMap((a) => numbers.map((b) => [a, b] as const));
  const [left, right] = [Float64Array.from(pairs, ([a]) => a), Float64Array.from(pairs, ([, b]) => b)];
  expect([...applyBinary(fn, left, right, new Float64Array(pairs.length))]).toEqual(
    pairs.map(([a, b]) => binaryFunctions[fn](a, b)),
  );
});
