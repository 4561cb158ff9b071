import type { BinaryFn, Op, OpOf, UnaryFn } from '../../../../core/program/types.ts';
import * as id from '../ids.ts';

export type ElementwiseKind = 'unary' | 'binary' | 'select' | 'toFloat';
export type ElementwiseOp = { [K in ElementwiseKind]: OpOf<K> }[ElementwiseKind];

export const unaryNumbers: Readonly<Record<UnaryFn, number>> = {
  neg: id.fnNeg,
  abs: id.fnAbs,
  sign: id.fnSign,
  step: id.fnStep,
  square: id.fnSquare,
  sqrt: id.fnSqrt,
  rsqrt: id.fnRsqrt,
  reciprocal: id.fnReciprocal,
  exp: id.fnExp,
  log: id.fnLog,
  sin: id.fnSin,
  cos: id.fnCos,
  tanh: id.fnTanh,
  sigmoid: id.fnSigmoid,
  softplus: id.fnSoftplus,
  relu: id.fnRelu,
  floor: id.fnFloor,
};

const binaryNumbers: Readonly<Record<BinaryFn, number>> = {
  add: id.fnAdd,
  sub: id.fnSub,
  mul: id.fnMul,
  div: id.fnDiv,
  max: id.fnMax,
  min: id.fnMin,
  greater: id.fnGreater,
  greaterEqual: id.fnGreaterEqual,
  equal: id.fnEqual,
};

export const isElementwise = (op: Op): op is ElementwiseOp =>
  op.kind === 'unary' || op.kind === 'binary' || op.kind === 'select' || op.kind === 'toFloat';

/** The instruction of a tape that an elementwise operation is. */
export function functionOf(op: ElementwiseOp): number {
  switch (op.kind) {
    case 'unary':
      return unaryNumbers[op.attributes.fn];
    case 'binary':
      return binaryNumbers[op.attributes.fn];
    case 'select':
      return id.fnSelect;
    case 'toFloat':
      return id.fnToFloat;
  }
}
