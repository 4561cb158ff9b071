import type { Shape } from '../program/types.ts';
import type { TargetInfo } from '../tasks/types.ts';

/** What the graph and the compiler must know of a data set before a single sample is loaded. */
export interface DataSignature {
  readonly inputs: readonly {
    readonly id: string;
    /** Per sample, without the batch axis. */
    readonly shape: Shape;
    readonly dtype: 'f32' | 'i32';
    /** Of token ids [length], i32: how many there are. Id 0 is padding, which stands after all others. */
    readonly vocabulary?: number;
  }[];
  readonly targets: readonly TargetInfo[];
  /** All samples, of which the document's split makes three parts. */
  readonly count: number;
}
