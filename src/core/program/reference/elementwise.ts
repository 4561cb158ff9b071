import { at } from '../../util/assert-never.ts';
import { sameShape, sizeOf } from '../shapes.ts';
import type { BinaryFn, Shape, UnaryFn } from '../types.ts';
import { broadcastIndices } from './indices.ts';
import { type Kernel, outside, type Value } from './kernel.ts';

export const unaryFunctions: Readonly<Record<UnaryFn, (x: number) => number>> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  step: (x) => (x > 0 ? 1 : 0),
  square: (x) => x * x,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => Math.max(x, 0),
  floor: Math.floor,
};

export const binaryFunctions: Readonly<Record<BinaryFn, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  max: Math.max,
  min: Math.min,
  greater: (a, b) => (a > b ? 1 : 0),
  greaterEqual: (a, b) => (a >= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
};

/** The numbers of `value` stretched to `shape`. */
function stretched(value: Value, shape: Shape): Float64Array {
  const { data } = value;
  if (sameShape(value.shape, shape)) return data;
  if (data.length === 1) return new Float64Array(sizeOf(shape)).fill(at(data, 0));
  return Float64Array.from(broadcastIndices(shape, value.shape), (index) => data[index] ?? outside);
}

export const unary: Kernel<'unary'> = ({ attributes, inputs }) => at(inputs, 0).data.map(unaryFunctions[attributes.fn]);

export const binary: Kernel<'binary'> = ({ attributes, inputs, shape }) => {
  const apply = binaryFunctions[attributes.fn];
  const b = stretched(at(inputs, 1), shape);
  return stretched(at(inputs, 0), shape).map((x, i) => apply(x, b[i] ?? outside));
};

export const select: Kernel<'select'> = ({ inputs, shape }) => {
  const a = stretched(at(inputs, 1), shape);
  const b = stretched(at(inputs, 2), shape);
  return stretched(at(inputs, 0), shape).map((condition, i) => (condition !== 0 ? a[i] : b[i]) ?? outside);
};

export const broadcast: Kernel<'broadcast'> = ({ inputs, shape }) => stretched(at(inputs, 0), shape);
export const toFloat: Kernel<'toFloat'> = ({ inputs }) => at(inputs, 0).data;
export const scaleGradient: Kernel<'scaleGradient'> = ({ inputs }) => at(inputs, 0).data;
