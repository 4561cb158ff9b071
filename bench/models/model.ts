import type { Shape } from '../../src/core/program/types.ts';

/** Layers of a model of the bench, in words that every contender has a counterpart for, or says that it has none. */
export type LayerSpec =
  /** 3×3, padded to the same size, relu */
  | { readonly kind: 'conv'; readonly filters: number }
  /** The maximum over 2×2 */
  | { readonly kind: 'pool' }
  | { readonly kind: 'flatten' }
  /** relu */
  | { readonly kind: 'dense'; readonly units: number }
  /** On [positions, features]: pre-norm, attention of so many heads that are as wide together as the features, then GELU units. */
  | { readonly kind: 'transformer'; readonly heads: number; readonly hidden: number }
  /** On [positions, features]: the last state, the reset gate acting before the product */
  | { readonly kind: 'gru'; readonly units: number }
  /** The mean over all positions */
  | { readonly kind: 'average' };

/** Dense experts (relu) on the trunk that all tasks share; each task has a softmax gate without bias over them, and a dense tower (relu). */
export interface MixtureSpec {
  readonly experts: number;
  readonly units: number;
  readonly tower: number;
}

/**
 * A trunk that all heads share, or a trunk, experts and towers; each head is one dense layer of so many outputs without activation, with
 * a loss of its own.
 */
export interface ModelSpec {
  readonly id: string;
  readonly title: string;
  /** Per sample; images are [height, width, channels]. */
  readonly input: Shape;
  readonly trunk: readonly LayerSpec[];
  /** What stands between trunk and heads. */
  readonly mixture: MixtureSpec | null;
  readonly heads: readonly number[];
  readonly loss: 'crossEntropy' | 'squaredError';
  readonly optimizer: 'adam' | 'sgd';
  readonly batch: number;
  /** Also in Node, and by contenders in plain JavaScript, which would take minutes with the larger ones. */
  readonly everywhere: boolean;
  /** Steps over which a contender's losses must be those of the reference. */
  readonly checkedSteps: number;
  /** Compared with native PyTorch alone, on the processor. */
  readonly nativeOnly?: true;
  /** Samples of the data set; absent: `samples`. */
  readonly samples?: number;
  /** Trained in pairs and counted, but by no contender of others. */
  readonly pairsOnly?: true;
}

export const learningRate = 1e-3;
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Names of layers, the same for every contender: parameters are `trunk-0/kernel`, `trunk-0/bias`, `head-1/kernel`, … */
export const trunkLayer = (index: number): string => `trunk-${index}`;
export const expertLayer = (index: number): string => `expert-${index}`;
/** Its one parameter is `gate-0/gate`. */
export const gateLayer = (task: number): string => `gate-${task}`;
export const towerLayer = (task: number): string => `tower-${task}`;
export const headLayer = (index: number): string => `head-${index}`;

/** Of the page's layer normalisation. */
export const normEpsilon = 1e-3;

/** Nothing but dense layers, one after the other, and heads. */
export const isPlain = ({ trunk, mixture }: ModelSpec): boolean => !mixture && trunk.every(({ kind }) => kind === 'dense');
