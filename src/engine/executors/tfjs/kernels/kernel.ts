import type { Tensor } from '@tensorflow/tfjs-core';
import type { OpKind, OpOf, Shape, ValueId } from '../../../../core/program/types.ts';
import type { BackendId } from '../../../../core/runs/executor-info.ts';

/** What a kernel may use while it is prepared, once per program. */
export interface KernelContext {
  readonly backend: BackendId;
  shapeOf(id: ValueId): Shape;
  /** A scalar that lives as long as the session, shared by everyone who asks for the same value. */
  scalar(value: number): Tensor;
  /** Keeps a tensor that was made while preparing (an index table, say) until the session is disposed. */
  keep(tensor: Tensor): Tensor;
}

/** Computes an operation. Gives a tensor of its own (never one of its inputs); whatever else it makes is disposed by the caller's tidy. */
export type Run = (...inputs: readonly Tensor[]) => Tensor;

/** Prepares an operation: everything that depends on shapes and attributes alone happens here. */
export type Kernel<K extends OpKind> = (op: OpOf<K>, context: KernelContext) => Run;

/** tfjs asks for mutable arrays of numbers in its types. */
export const mutable = (shape: Shape): number[] => [...shape];
