import type { BinaryFn, StepScalar, UnaryFn, UpdateValue } from '../types.ts';

/** An update under construction: the tree of what is done to one parameter. A term that is used twice is computed once. */
export type Expression = number | Term;

export type Term =
  | Exclude<UpdateValue, { readonly inputs: readonly number[] }>
  | { readonly kind: 'unary'; readonly fn: UnaryFn; readonly args: readonly [Expression] }
  | { readonly kind: 'binary'; readonly fn: BinaryFn; readonly args: readonly [Expression, Expression] }
  | { readonly kind: 'select'; readonly args: readonly [Expression, Expression, Expression] };

const unary =
  (fn: UnaryFn) =>
  (x: Expression): Term => ({ kind: 'unary', fn, args: [x] });

const binary =
  (fn: BinaryFn) =>
  (a: Expression, b: Expression): Term => ({ kind: 'binary', fn, args: [a, b] });

export const add = binary('add');
export const sub = binary('sub');
export const mul = binary('mul');
export const div = binary('div');
export const max = binary('max');
export const greater = binary('greater');
export const sign = unary('sign');
export const square = unary('square');
export const sqrt = unary('sqrt');

/** condition ≠ 0 ? a : b */
export const select = (condition: Expression, a: Expression, b: Expression): Term => ({
  kind: 'select',
  args: [condition, a, b],
});

/** What an optimiser makes its update of. */
export interface UpdateBuilder {
  /** The parameter w, from before the step. */
  readonly parameter: Term;
  /** Its gradient g, clipped where the document says so. */
  readonly gradient: Term;
  readonly learningRate: Term;
  /** A number of this step, the same for all parameters. */
  perStep(scalar: StepScalar): Term;
  /** One more number kept per parameter, `start` before the first step; `next` makes its new value of the one before. */
  slot(start: number, next: (before: Term) => Expression): { readonly before: Term; readonly after: Expression };
}
