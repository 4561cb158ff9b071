import type { InputValues } from './protocol.ts';

/**
 * How inputs are changed against the present weights. `fgsm`: one step of ε along the sign of the gradient (Goodfellow et al., ICLR 2015). `pgd`:
 * `steps` steps of `stepSize` from a random start, each brought back to within ε of the sample (Madry et al., «Towards deep learning models
 * resistant to adversarial attacks», ICLR 2018). Both bound every single number (L∞).
 */
export interface AttackSettings {
  readonly method: 'fgsm' | 'pgd';
  /** The greatest strength; for images of their range 0 … 1, for standardised numbers of their standard deviation. */
  readonly epsilon: number;
  readonly steps: number;
  /** As a share of ε. */
  readonly stepSize: number;
  /** Test samples that are attacked. */
  readonly samples: number;
}

export const attackDefaults: AttackSettings = { method: 'fgsm', epsilon: 0.1, steps: 10, stepSize: 0.25, samples: 128 };

/** Samples that were changed, and what the network makes of them. */
export interface ChangedSamples {
  readonly inputs: InputValues;
  /** By task: predictions as `activate` gives them. */
  readonly predictions: Readonly<Record<string, Float32Array>>;
}

export interface AttackReport {
  readonly settings: AttackSettings;
  /** How many samples there were. */
  readonly samples: number;
  /** Rising from 0. */
  readonly strengths: readonly number[];
  /** By which metric each task is judged, in the program's order. */
  readonly judged: readonly { readonly task: string; readonly metric: string }[];
  /** The tasks that were attacked, each alone. */
  readonly attacked: readonly string[];
  /** The metrics under an attack [strengths, attacked, judged]; NaN where one is undefined. */
  readonly metrics: Float32Array;
  /** The same where every number is moved by the strength, up or down by chance, [strengths, judged]. */
  readonly noise: Float32Array;
  /** The first samples: as they are, and changed by the greatest strength against each attacked task. */
  readonly rows: Int32Array;
  readonly clean: ChangedSamples;
  readonly changed: Readonly<Record<string, ChangedSamples>>;
  readonly truth: Readonly<Record<string, Float32Array | Int32Array>>;
  readonly labelled: Readonly<Record<string, Float32Array>>;
}

/** The metrics of one strength [attacked, judged], or under noise [judged]. */
export const attackedMetric = ({ metrics, attacked, judged }: AttackReport, strength: number, by: number, of: number): number =>
  metrics[(strength * attacked.length + by) * judged.length + of] ?? Number.NaN;
