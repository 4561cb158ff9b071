import { expect, it } from 'vitest';
import { equalArrays } from './equal-arrays.ts';

it('takes arrays for equal where toEqual does, and leaves it to say how others differ', () => {
  const many = Float32Array.from({ length: 1e5 }, (_, i) => (i % 7 === 0 ? Number.NaN : i));
  expect(equalArrays(many, many.slice())).toBe(true);
  expect(equalArrays(Float32Array.of(0), Float32Array.of(-0))).toBeUndefined();
  expect(equalArrays(Float32Array.of(1), Float64Array.of(1))).toBeUndefined();
  expect(equalArrays(Float32Array.of(1), Float32Array.of(1, 1))).toBeUndefined();
  expect(equalArrays([1], [1])).toBeUndefined();
  expect({ a: [many] }).toEqual({ a: [many.slice()] });
  expect(Float32Array.of(0)).not.toEqual(Float32Array.of(-0));
  expect(Float32Array.of(1)).not.toEqual(Float32Array.of(2));
  expect(Float32Array.of(1)).not.toEqual(Float64Array.of(1));
  expect(Int32Array.of(1)).not.toEqual(Int32Array.of(1, 1));
  expect(() => expect(Int32Array.of(1, 2)).toEqual(Int32Array.of(1, 3))).toThrow('deeply equal');
});
