import type { BinaryFn, Shape, UnaryFn, UpdateRule, Window2D } from '../../../../core/program/types.ts';

/** Every number on the device is an f32 in one of these buffers; integers (ids, rows) are exact in it below 2²⁴. */
export type BufferId = 'parameters' | 'optimizer' | 'state' | 'arena' | 'data' | 'inputs' | 'losses';

/** Where a row-major array begins; `offset` counts numbers. */
export interface Place {
  readonly buffer: BufferId;
  readonly offset: number;
}

export type NodeId = number;

/** One product of a contraction, and how its two factors are stored. */
export interface Term {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The nodes of the planner's graph: a program with fewer kinds of operations, all over f32. */
export interface NodeAttributes {
  /** An array that lies in a buffer before the program runs. */
  load: { readonly place: Place };
  fill: { readonly value: number };
  unary: { readonly fn: UnaryFn };
  binary: { readonly fn: BinaryFn };
  /** inputs [condition, a, b] */
  select: Record<never, never>;
  reshape: Record<never, never>;
  transpose: { readonly permutation: readonly number[] };
  slice: { readonly begin: readonly number[] };
  concat: { readonly axis: number };
  pad: { readonly before: readonly number[] };
  broadcast: Record<never, never>;
  /** inputs [table, ids] */
  gather: Record<never, never>;
  oneHot: Record<never, never>;
  unfold: { readonly window: Window2D };
  /** The input is the key. */
  random: Record<never, never>;
  /** Reduced axes are kept with size 1. */
  reduce: { readonly fn: 'sum' | 'max'; readonly axes: readonly number[] };
  /** The sum of the matrix products a₀b₀ + a₁b₁ + …; inputs [a₀, b₀, a₁, b₁, …] */
  contract: { readonly terms: readonly Term[] };
  /** inputs [ids, updates], and for a large table also the chains that lead to the updates of a row: `chainStart` and `chainNext` of the ids */
  scatterAdd: Record<never, never>;
  /** ids [N] → [rows]: the first place of each id; anything for an id that has none, since nobody clears it */
  chainStart: Record<never, never>;
  /** ids [N] → [N]: the next place of the same id, N after the last */
  chainNext: Record<never, never>;
  fold: { readonly window: Window2D };
  /** [N, H, W, C] → [N, OH, OW, C]: the sum or the maximum of the cells inside the image */
  windowReduce: { readonly fn: 'sum' | 'max'; readonly window: Window2D };
  /** [N, OH, OW, C] → [N, H, W, C]: the sum of the windows that cover a pixel; the transpose of the windowed sum */
  windowSpread: { readonly window: Window2D };
  /** inputs [x, dy] */
  maxPoolGrad: { readonly window: Window2D };
}

export type NodeKind = keyof NodeAttributes;

export type NodeOf<K extends NodeKind> = {
  readonly kind: K;
  readonly inputs: readonly NodeId[];
  readonly shape: Shape;
  readonly attributes: NodeAttributes[K];
};
export type PlanNode = { [K in NodeKind]: NodeOf<K> }[NodeKind];

/** What is done with a computed value: stored whole, or stepped along as the gradient of trained parameters from `offset` on. */
export type Sink =
  | { readonly kind: 'store'; readonly place: Place }
  | { readonly kind: 'loss'; readonly offset: number }
  /** `shift`: so far behind the numbers of all stand their learning rate and step scalars; absent: those of all are theirs. */
  | { readonly kind: 'update'; readonly offset: number; readonly shift?: number };

/** A value that a program is run for. */
export interface Goal {
  readonly node: NodeId;
  readonly sink: Sink;
}

/** How one optimiser step is computed on the device. */
export interface DeviceUpdate {
  readonly rule: UpdateRule;
  readonly trainableCount: number;
  /** Where they stand in the row of inputs. */
  readonly learningRate: number;
  readonly stepScalars: number;
}
