import { assertNever } from '../../util/assert-never.ts';
import type { StepScalar } from '../types.ts';

type Product = Extract<StepScalar, { readonly kind: 'product' }>;
type Operator = Extract<StepScalar, { readonly a: StepScalar }>['kind'];

export const stepNumber: StepScalar = { kind: 'step' };

const operator =
  (kind: Operator) =>
  (a: StepScalar, b: StepScalar): StepScalar => ({ kind, a, b });

/** The arithmetic of numbers that change from step to step. */
export const scalar = {
  add: operator('add'),
  sub: operator('sub'),
  mul: operator('mul'),
  div: operator('div'),
  power: operator('power'),
  /** ∏ factor(i) over i = 1 … t */
  product: (factor: StepScalar): StepScalar => ({ kind: 'product', factor }),
};

/** 1 − βᵗ: what the mean of t numbers that fade by β has seen of them (Kingma and Ba, 2015). */
export const biasCorrection = (beta: number): StepScalar => scalar.sub(1, scalar.power(beta, stepNumber));

/** How far a product has been multiplied out: steps come one after the other, and each needs only one factor more. */
const reached = new WeakMap<Product, { readonly step: number; readonly value: number }>();

function productOf(product: Product, step: number): number {
  const known = reached.get(product);
  let { step: done, value } = known && known.step <= step ? known : { step: 0, value: 1 };
  while (done < step) {
    done++;
    value *= scalarAt(product.factor, done);
  }
  reached.set(product, { step: done, value });
  return value;
}

/** The value of a scalar at a step, counted from 1: a function of the step alone, whatever was asked for before. */
export function scalarAt(expression: StepScalar, step: number): number {
  if (typeof expression === 'number') return expression;
  switch (expression.kind) {
    case 'step':
      return step;
    case 'add':
      return scalarAt(expression.a, step) + scalarAt(expression.b, step);
    case 'sub':
      return scalarAt(expression.a, step) - scalarAt(expression.b, step);
    case 'mul':
      return scalarAt(expression.a, step) * scalarAt(expression.b, step);
    case 'div':
      return scalarAt(expression.a, step) / scalarAt(expression.b, step);
    case 'power':
      return scalarAt(expression.a, step) ** scalarAt(expression.b, step);
    case 'product':
      return productOf(expression, step);
    default:
      return assertNever(expression);
  }
}
