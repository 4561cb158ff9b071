import { at } from '../../util/assert-never.ts';
import { sameShape, sizeOf } from '../shapes.ts';
import type { BinaryFn, Shape, UnaryFn } from '../types.ts';
import { broadcastIndices, numbersAt } from './indices.ts';
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

/** out[i] = fn(x[i]). What most of a step is made of has a loop of its own: a call for each number takes ten times as long. */
export function applyUnary(fn: UnaryFn, x: Float64Array, out: Float64Array): Float64Array {
  const size = out.length;
  switch (fn) {
    case 'neg':
      for (let i = 0; i < size; i++) out[i] = -(x[i] ?? outside);
      break;
    case 'square':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? outside) * (x[i] ?? outside);
      break;
    case 'sqrt':
      for (let i = 0; i < size; i++) out[i] = Math.sqrt(x[i] ?? outside);
      break;
    case 'relu':
      for (let i = 0; i < size; i++) out[i] = Math.max(x[i] ?? outside, 0);
      break;
    case 'step':
      for (let i = 0; i < size; i++) out[i] = (x[i] ?? outside) > 0 ? 1 : 0;
      break;
    default: {
      const apply = unaryFunctions[fn];
      for (let i = 0; i < size; i++) out[i] = apply(x[i] ?? outside);
    }
  }
  return out;
}

/** out[i] = fn(a[i], b[i]) */
export function applyBinary(fn: BinaryFn, a: Float64Array, b: Float64Array, out: Float64Array): Float64Array {
  const size = out.length;
  switch (fn) {
    case 'add':
      for (let i = 0; i < size; i++) out[i] = (a[i] ?? outside) + (b[i] ?? outside);
      break;
    case 'sub':
      for (let i = 0; i < size; i++) out[i] = (a[i] ?? outside) - (b[i] ?? outside);
      break;
    case 'mul':
      for (let i = 0; i < size; i++) out[i] = (a[i] ?? outside) * (b[i] ?? outside);
      break;
    case 'div':
      for (let i = 0; i < size; i++) out[i] = (a[i] ?? outside) / (b[i] ?? outside);
      break;
    default: {
      const apply = binaryFunctions[fn];
      for (let i = 0; i < size; i++) out[i] = apply(a[i] ?? outside, b[i] ?? outside);
    }
  }
  return out;
}

/** out[i] = condition[i] ≠ 0 ? a[i] : b[i] */
export function applySelect(condition: Float64Array, a: Float64Array, b: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = (condition[i] !== 0 ? a[i] : b[i]) ?? outside;
  return out;
}

/** The numbers of `value` stretched to `shape`. */
function stretched(value: Value, shape: Shape): Float64Array {
  const { data } = value;
  if (sameShape(value.shape, shape)) return data;
  if (data.length === 1) return new Float64Array(sizeOf(shape)).fill(at(data, 0));
  return numbersAt(data, broadcastIndices(shape, value.shape));
}

export const unary: Kernel<'unary'> = ({ attributes, inputs, shape }) =>
  applyUnary(attributes.fn, at(inputs, 0).data, new Float64Array(sizeOf(shape)));

export const binary: Kernel<'binary'> = ({ attributes, inputs, shape }) =>
  applyBinary(attributes.fn, stretched(at(inputs, 0), shape), stretched(at(inputs, 1), shape), new Float64Array(sizeOf(shape)));

export const select: Kernel<'select'> = ({ inputs, shape }) =>
  applySelect(
    stretched(at(inputs, 0), shape),
    stretched(at(inputs, 1), shape),
    stretched(at(inputs, 2), shape),
    new Float64Array(sizeOf(shape)),
  );

export const broadcast: Kernel<'broadcast'> = ({ inputs, shape }) => stretched(at(inputs, 0), shape);
export const toFloat: Kernel<'toFloat'> = ({ inputs }) => at(inputs, 0).data;
export const scaleGradient: Kernel<'scaleGradient'> = ({ inputs }) => at(inputs, 0).data;
