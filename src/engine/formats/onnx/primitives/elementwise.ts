import type { BinaryFn, UnaryFn } from '../../../../core/program/types.ts';
import type { OnnxGraph, Value } from '../onnx-graph.ts';
import { type Emission, inputOf } from './emission.ts';

type Unary = (graph: OnnxGraph, x: Value) => Value;

const named =
  (type: string): Unary =>
  (graph, x) =>
    graph.op(type, [x]);

const unaries: Readonly<Record<UnaryFn, Unary>> = {
  neg: named('Neg'),
  abs: named('Abs'),
  sign: named('Sign'),
  step: (graph, x) => graph.comparison('Greater', [x, graph.scalar(0)]),
  square: (graph, x) => graph.op('Mul', [x, x]),
  sqrt: named('Sqrt'),
  rsqrt: (graph, x) => graph.op('Reciprocal', [graph.op('Sqrt', [x])]),
  reciprocal: named('Reciprocal'),
  exp: named('Exp'),
  log: named('Log'),
  sin: named('Sin'),
  cos: named('Cos'),
  tanh: named('Tanh'),
  sigmoid: named('Sigmoid'),
  softplus: named('Softplus'),
  relu: named('Relu'),
  floor: named('Floor'),
};

type Binary = (graph: OnnxGraph, a: Value, b: Value) => Value;

const pair =
  (type: string): Binary =>
  (graph, a, b) =>
    graph.op(type, [a, b]);

const compared =
  (type: string): Binary =>
  (graph, a, b) =>
    graph.comparison(type, [a, b]);

const binaries: Readonly<Record<BinaryFn, Binary>> = {
  add: pair('Add'),
  sub: pair('Sub'),
  mul: pair('Mul'),
  div: pair('Div'),
  max: pair('Max'),
  min: pair('Min'),
  greater: compared('Greater'),
  greaterEqual: compared('GreaterOrEqual'),
  equal: compared('Equal'),
};

export const unary: Emission<'unary'> = (e) => unaries[e.attributes.fn](e.graph, inputOf(e));

export const binary: Emission<'binary'> = (e) => binaries[e.attributes.fn](e.graph, inputOf(e), inputOf(e, 1));

export const select: Emission<'select'> = (e) =>
  e.graph.op('Where', [e.graph.condition(inputOf(e)), inputOf(e, 1), inputOf(e, 2)], {}, e.dtype === 'i32' ? 'int32' : 'float');

export const toFloat: Emission<'toFloat'> = (e) => e.graph.cast(inputOf(e), 'float');

/** What it does to gradients is of no interest here. */
export const scaleGradient: Emission<'scaleGradient'> = (e) => inputOf(e);

export const fill: Emission<'fill'> = ({ graph, shape, attributes: { value } }) => graph.filled(shape, value);

export const softmax: Emission<'softmax'> = (e) => e.graph.op('Softmax', [inputOf(e)], { axis: -1 });

export const logSoftmax: Emission<'logSoftmax'> = (e) => e.graph.op('LogSoftmax', [inputOf(e)], { axis: -1 });

export const softmaxCrossEntropy: Emission<'softmaxCrossEntropy'> = (e) => {
  const { graph } = e;
  const products = graph.op('Mul', [inputOf(e, 1), graph.op('LogSoftmax', [inputOf(e)], { axis: -1 })]);
  return graph.op('Neg', [graph.op('ReduceSum', [products, graph.integers([-1])], { keepdims: 0 })]);
};
