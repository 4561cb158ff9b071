import { assertNever, at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import type { BinaryFn, UnaryFn } from '../types.ts';
import { reduceTo, scaled, times } from './algebra.ts';
import type { GradientRule, Pullback } from './rule.ts';

/** d f(x) / dx times dy; relu'(0) = |·|'(0) = 0. Null for functions that are constant in pieces. */
function unaryPullback(b: ProgramBuilder, fn: UnaryFn, x: Tensor, y: Tensor): Pullback | null {
  switch (fn) {
    case 'neg':
      return (dy) => scaled(b, dy, -1);
    case 'abs':
      return (dy) => times(b, dy, b.unary('sign', x));
    case 'square':
      return (dy) => times(b, scaled(b, dy, 2), x);
    case 'sqrt':
      return (dy) => b.div(scaled(b, dy, 0.5), y);
    case 'rsqrt':
      return (dy) => b.div(times(b, scaled(b, dy, -0.5), y), x);
    case 'reciprocal':
      return (dy) => times(b, scaled(b, dy, -1), b.unary('square', y));
    case 'exp':
      return (dy) => times(b, dy, y);
    case 'log':
      return (dy) => b.div(dy, x);
    case 'sin':
      return (dy) => times(b, dy, b.unary('cos', x));
    case 'cos':
      return (dy) => times(b, scaled(b, dy, -1), b.unary('sin', x));
    case 'tanh':
      return (dy) => times(b, dy, b.sub(b.scalar(1), b.unary('square', y)));
    case 'sigmoid':
      return (dy) => times(b, dy, b.sub(y, b.unary('square', y)));
    case 'softplus':
      return (dy) => times(b, dy, b.unary('sigmoid', x));
    case 'relu':
      return (dy) => times(b, dy, b.unary('step', y));
    case 'sign':
    case 'step':
    case 'floor':
      return null;
    default:
      return assertNever(fn);
  }
}

export const unary: GradientRule<'unary'> = ({ b, attributes, inputs, output }) => [
  unaryPullback(b, attributes.fn, at(inputs, 0), output),
];

const noGradient = [null, null];

/** Before broadcasting is undone. Where max or min finds both equal, the gradient goes to the first. */
function binaryPullbacks(b: ProgramBuilder, fn: BinaryFn, x: Tensor, y: Tensor, output: Tensor): readonly (Pullback | null)[] {
  switch (fn) {
    case 'add':
      return [(dy) => dy, (dy) => dy];
    case 'sub':
      return [(dy) => dy, (dy) => scaled(b, dy, -1)];
    case 'mul':
      return [(dy) => times(b, dy, y), (dy) => times(b, dy, x)];
    case 'div':
      return [(dy) => b.div(dy, y), (dy) => b.div(times(b, scaled(b, dy, -1), output), y)];
    case 'max':
      return [(dy) => times(b, dy, b.binary('greaterEqual', x, y)), (dy) => times(b, dy, b.binary('greater', y, x))];
    case 'min':
      return [(dy) => times(b, dy, b.binary('greaterEqual', y, x)), (dy) => times(b, dy, b.binary('greater', x, y))];
    case 'greater':
    case 'greaterEqual':
    case 'equal':
      return noGradient;
    default:
      return assertNever(fn);
  }
}

/** Sums what a pullback gives over the axes along which broadcasting stretched the input. */
const unstretched = (b: ProgramBuilder, pullback: Pullback | null, output: Tensor, input: Tensor): Pullback | null =>
  pullback && ((dy) => reduceTo(b, pullback(dy), output.shape, input.shape));

export const binary: GradientRule<'binary'> = ({ b, attributes, inputs, output }) =>
  binaryPullbacks(b, attributes.fn, at(inputs, 0), at(inputs, 1), output).map((pullback, i) =>
    unstretched(b, pullback, output, at(inputs, i)),
  );

export const select: GradientRule<'select'> = ({ b, inputs, output }) => {
  const [condition, x, y] = [at(inputs, 0), at(inputs, 1), at(inputs, 2)];
  return [
    null,
    (dy) => reduceTo(b, b.select(condition, dy, b.scalar(0)), output.shape, x.shape),
    (dy) => reduceTo(b, b.select(condition, b.scalar(0), dy), output.shape, y.shape),
  ];
};

export const broadcast: GradientRule<'broadcast'> = ({ b, inputs, output }) => [
  (dy) => reduceTo(b, dy, output.shape, at(inputs, 0).shape),
];

export const toFloat: GradientRule<'toFloat'> = () => [null];

export const scaleGradient: GradientRule<'scaleGradient'> = ({ b, attributes }) => [
  attributes.factor === 0 ? null : (dy) => scaled(b, dy, attributes.factor),
];
