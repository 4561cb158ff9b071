import type { ProgramBuilder, Tensor } from '../builder.ts';
import type { OpAttributes, OpKind, Shape } from '../types.ts';

/** An input of an operation: one tensor, or a stack of them, [count, ...], one for each member. */
export interface Batched {
  readonly tensor: Tensor;
  readonly stacked: boolean;
}

/** An operation that is to be done to every member of a stack at once; at least one input is stacked. */
export interface BatchedOp<K extends OpKind> {
  readonly b: ProgramBuilder;
  /** Members of the stack. */
  readonly count: number;
  readonly attributes: OpAttributes[K];
  readonly inputs: readonly Batched[];
  /** What the operation gives for one member. */
  readonly shape: Shape;
}

/** Appends operations that give the stack [count, ...shape] of what the operation gives for each member. */
export type BatchingRule<K extends OpKind> = (op: BatchedOp<K>) => Tensor;

export type BatchingRules = { readonly [K in OpKind]: BatchingRule<K> };
