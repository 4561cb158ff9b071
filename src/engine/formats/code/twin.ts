import type { LayerKind } from '../../../core/layers/types.ts';
import type { DType, Shape } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { Helper } from './helper.ts';
import type { Held, Stream } from './network.ts';

/** A tensor on its way to a layer, as code. */
export interface Arriving {
  readonly code: string;
  /** Of one sample. */
  readonly shape: Shape;
  readonly dtype: DType;
  /** A bool tensor [N, L], True where a position holds something; null where all of them do. */
  readonly mask: string | null;
}

/** Where a parameter of the page stands in the module: after its axes were exchanged, then reshaped. */
export interface Place {
  readonly name: string;
  /** The expression of it, where it is no attribute of the layer of that name. */
  readonly access?: string;
  readonly permutation?: readonly number[];
  readonly shape?: readonly number[];
}

/** A layer in PyTorch. */
export interface Twin {
  /** What makes the module that the layer's name stands for; absent: it needs none. */
  readonly module?: string;
  readonly helpers?: readonly Helper[];
  /** The expression of the output. */
  readonly result: string;
  /** The expression of the output's mask; absent: the masks that arrive, where the output has their positions. */
  readonly mask?: string | null;
  /** The expression gives the output and its mask. */
  readonly withMask?: boolean;
  readonly places?: Readonly<Record<string, Place>>;
  /** Expressions that are added to the training loss. */
  readonly penalties?: readonly string[];
  /** What was chosen so that it stays equal to the page, where PyTorch's own layer is another. */
  readonly note?: string;
}

/** A layer that is to be written. */
export interface TwinLayer<P> {
  /** The attribute that holds its module: `self.NAME`. */
  readonly self: string;
  readonly params: P;
  readonly frozen: boolean;
  readonly output: Stream;
  readonly parameters: readonly Held[];
  /** What arrives at a port. */
  at(port: string): readonly Arriving[];
  /** The one thing that arrives at a port. */
  one(port?: string): Arriving;
}

export interface LayerTwin {
  readonly kind: string;
  /** False where a layer with these parameters is written as its primitives all the same. */
  suits?(params: Record<string, unknown>): boolean;
  write(layer: TwinLayer<Record<string, unknown>>): Twin;
}

/** The twin of a layer kind, whose parameters are what its schema makes of them. */
export const twinOf = <P>(kind: Pick<LayerKind<P>, 'kind' | 'schema'>, write: (layer: TwinLayer<P>) => Twin): LayerTwin => ({
  kind: kind.kind,
  write: (layer) => write({ ...layer, params: kind.schema.parse(layer.params) }),
});

/** How a layer is told what arrives at it. */
export function portsOf(ports: Readonly<Record<string, readonly Arriving[]>>): Pick<TwinLayer<unknown>, 'at' | 'one'> {
  const arriving = (port: string): readonly Arriving[] => ownValue(ports, port) ?? [];
  return { at: arriving, one: (port = 'in') => at(arriving(port), 0) };
}

/** Arguments of a call without those that are not there. */
export const listed = (...items: readonly (string | null | false | undefined)[]): string =>
  items.filter((item) => item !== null && item !== false && item !== undefined).join(', ');

export const last = (shape: Shape): number => at(shape, shape.length - 1);

/** The shape of a parameter of the layer. */
export function shapeOf({ parameters }: Pick<TwinLayer<unknown>, 'parameters'>, name: string): Shape {
  const held = parameters.find((one) => one.name === name);
  invariant(held, `the layer has a parameter ${name}`);
  return held.shape;
}
