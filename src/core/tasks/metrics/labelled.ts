/** Labels of `count` samples, as stored for the target's format. */
export interface LabelledOutputs {
  readonly count: number;
  /** [count, ...]: what `summarize` keeps, or where the kind has none what `activate` gives. */
  readonly outputs: Float32Array;
  readonly targets: Float32Array | Int32Array;
  /** 1 where the sample has a label. */
  readonly mask: Float32Array;
}
