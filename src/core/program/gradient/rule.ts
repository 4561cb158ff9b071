import type { ProgramBuilder, Tensor } from '../builder.ts';
import type { OpAttributes, OpKind } from '../types.ts';

/** An operation of the forward pass, as a gradient rule sees it. */
export interface Step<K extends OpKind> {
  readonly b: ProgramBuilder;
  readonly attributes: OpAttributes[K];
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
}

/**
 * The gradient of an output → what this operation adds to the gradient of one input.
 *
 * Gradients are kept as small as broadcasting allows: a gradient may have any shape that broadcasts to that of its value and then
 * stands for the stretched one (the gradient of a sum is one number, not a tensor full of it). `broadcastTo` and `reduceTo` in algebra.ts
 * turn one into what an operation needs.
 */
export type Pullback = (dy: Tensor) => Tensor;

/** One pullback per input; null where the output does not depend on the input in a differentiable way. */
export type GradientRule<K extends OpKind> = (step: Step<K>) => readonly (Pullback | null)[];

export type GradientRules = { readonly [K in OpKind]: GradientRule<K> };
