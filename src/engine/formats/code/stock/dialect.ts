import type { ActivationId } from '../../../../core/layers/support/activations.ts';
import type { Helper } from '../helper.ts';
import type { Arriving } from '../twin.ts';

/** The stock layers that TensorFlow.js and Keras both have, with weights of the same shapes in the same order. */
export type StockLayerClass =
  | 'Dense'
  | 'Conv2D'
  | 'DepthwiseConv2D'
  | 'SeparableConv2D'
  | 'Conv2DTranspose'
  | 'MaxPooling2D'
  | 'AveragePooling2D'
  | 'Embedding'
  | 'LayerNormalization'
  | 'Dropout';

export type StockConfig = Readonly<Record<string, number | string | boolean | readonly number[]>>;

/**
 * What TensorFlow.js and Keras say alike and write otherwise. Both have the page's order of axes, so that no weight is turned. Masks are
 * [N, L] numbers: 1 where a position holds something, 0 at padding.
 */
export interface Dialect {
  /** Its convolutions have a gradient where they are dilated. */
  readonly dilates: boolean;
  /** A stock layer whose weights exist; `input` is the shape of one sample. Settings are in Keras' names. */
  layer(kind: StockLayerClass, config: StockConfig, input: readonly number[]): string;
  /** The layer's output. `training`: it does something else while it trains. */
  applied(self: string, x: string, training?: boolean): string;
  /** The weight of a stock layer: the place in its list, and the attribute. */
  weight(self: string, index: number, name: string): string;
  /** The module of a recurrent layer. */
  recurrent(cell: 'GRU' | 'LSTM', inputs: number, units: number, every: boolean, bidirectional: boolean): string;
  /** A call of it; what is not there is null. */
  unrolled(self: string, x: string, mask: string | null, start: string | null): string;
  /** An attribute of an attribute. */
  member(self: string, ...names: readonly string[]): string;
  /** What a recurrent layer is written with. */
  recurrentHelper(cell: 'GRU' | 'LSTM'): Helper;
  readonly zeroPadding: Helper;
  readonly builtHelper: Helper;
  /** Helpers of an activation. */
  activationHelpers(id: ActivationId): readonly Helper[];
  activated(x: string, id: ActivationId, slope?: number): string;
  softmax(x: string): string;
  stopped(x: string): string;
  /** What `stopped` is written with. */
  readonly stopHelpers: readonly Helper[];
  /** As floating-point numbers. */
  real(x: Pick<Arriving, 'code' | 'dtype'>): string;
  /** Of token ids: 1 where the id is not 0. */
  tokenMask(ids: string): string;
  sum(parts: readonly string[]): string;
  product(parts: readonly string[]): string;
  divided(x: string, by: number): string;
  /** With an axis of extent 1 at each of these places of the result. */
  expanded(x: string, axes: readonly number[]): string;
  reshaped(x: string, shape: readonly number[]): string;
  joined(parts: readonly string[], axis: number): string;
  /** `size` positions of an axis, from `begin` on; `rank` counts the samples' axis. */
  sliced(x: string, axis: number, begin: number, size: number, rank: number): string;
  /** Ones [N, L] for x [N, L, …]. */
  onesFor(x: string): string;
  /** factor · Σ|w| or factor · Σw² */
  penalty(weight: string, factor: number, power: 1 | 2): string;
  /** factor · Σ(a − b)² */
  tie(a: string, b: string, factor: number): string;
}
