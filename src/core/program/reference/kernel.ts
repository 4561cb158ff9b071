import type { OpAttributes, OpKind, Shape } from '../types.ts';

/** A value of the interpreter: row-major numbers in float64; integers are exact in it. */
export interface Value {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** One operation with its inputs computed. */
export interface Call<K extends OpKind> {
  readonly attributes: OpAttributes[K];
  readonly inputs: readonly Value[];
  readonly shape: Shape;
}

/** Computes the output's numbers; never changes its inputs, but may return the data of one of them. */
export type Kernel<K extends OpKind> = (call: Call<K>) => Float64Array;

export type Kernels = { readonly [K in OpKind]: Kernel<K> };

/** What reading outside an array gives: a mistake in an index then shows in every result that depends on it. */
export const outside = Number.NaN;
