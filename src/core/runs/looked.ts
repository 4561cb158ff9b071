/* What looks at single batches and nodes found. */

/** Losses of batches before and after steps of single tasks, which left the run as it was. */
export interface Lookahead {
  readonly tasks: readonly string[];
  /** Of every batch, one after the other: [batches, T]. */
  readonly losses: Float32Array;
  /** [batches, T, T]: row i after the step of task i alone. */
  readonly after: Float32Array;
  /** What the gradients were multiplied by. */
  readonly rate: number;
}

/** What a node makes of samples, in the plane in which they differ most. */
export interface Representation {
  /** Row numbers in the data set. */
  readonly rows: Int32Array;
  /** [samples, 2], row-major: scores on the first two principal components. */
  readonly points: Float32Array;
  /** The share of the variance along each. */
  readonly explained: readonly [number, number];
  /** How many numbers the node gives per sample. */
  readonly size: number;
  /** By task: labels as stored, and 1 where there is one. */
  readonly truth: Readonly<Record<string, Float32Array | Int32Array>>;
  readonly labelled: Readonly<Record<string, Float32Array>>;
}

/** A step of one task alone that was taken: what it did to every task's loss, on the batch of the run's next step. */
export interface AloneStep {
  readonly tasks: readonly string[];
  /** Before and after it: [T] each. */
  readonly losses: Float32Array;
  readonly after: Float32Array;
  /** What the gradient was multiplied by. */
  readonly rate: number;
}
