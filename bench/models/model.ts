import type { Shape } from '../../src/core/program/types.ts';

/** Layers of a model of the bench, in words that every contender has a counterpart for, or says that it has none. */
export type LayerSpec =
  /** 3×3, padded to the same size, relu */
  | { readonly kind: 'conv'; readonly filters: number }
  /** The maximum over 2×2 */
  | { readonly kind: 'pool' }
  | { readonly kind: 'flatten' }
  /** relu */
  | { readonly kind: 'dense'; readonly units: number };

/** A trunk that all heads share; each head is one dense layer of so many outputs without activation, with a loss of its own. */
export interface ModelSpec {
  readonly id: string;
  readonly title: string;
  /** Per sample; images are [height, width, channels]. */
  readonly input: Shape;
  readonly trunk: readonly LayerSpec[];
  readonly heads: readonly number[];
  readonly loss: 'crossEntropy' | 'squaredError';
  readonly optimizer: 'adam' | 'sgd';
  readonly batch: number;
  /** Also in Node, and by contenders in plain JavaScript, which would take minutes with the larger ones. */
  readonly everywhere: boolean;
  /** Steps over which a contender's losses must be those of the reference. */
  readonly checkedSteps: number;
}

export const learningRate = 1e-3;
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Names of layers, the same for every contender: parameters are `trunk-0/kernel`, `trunk-0/bias`, `head-1/kernel`, … */
export const trunkLayer = (index: number): string => `trunk-${index}`;
export const headLayer = (index: number): string => `head-${index}`;
