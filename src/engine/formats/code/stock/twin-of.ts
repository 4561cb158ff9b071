import type { LayerKind } from '../../../../core/layers/types.ts';
import { type Arriving, type Twin, type TwinLayer, twinOf } from '../twin.ts';
import type { Dialect } from './dialect.ts';

/** A layer in TensorFlow.js and in Keras. */
export interface StockTwin {
  readonly kind: string;
  in(dialect: Dialect): ReturnType<typeof twinOf>;
}

/** The twin of a layer kind, whose parameters are what its schema makes of them. */
export const stockTwin = <P>(
  kind: Pick<LayerKind<P>, 'kind' | 'schema'>,
  write: (layer: TwinLayer<P>, dialect: Dialect) => Twin,
  /** Whether the dialect has a layer for these parameters. */
  suits: (params: P, dialect: Dialect) => boolean = () => true,
): StockTwin => ({
  kind: kind.kind,
  in: (dialect) => ({
    ...twinOf(kind, (layer) => write(layer, dialect)),
    suits: (params) => suits(kind.schema.parse(params), dialect),
  }),
});

/** What arrives, with zeros where it is padding. */
export const padded = (arriving: Arriving, { zeroPadding, real }: Dialect): Required<Pick<Twin, 'helpers' | 'result'>> =>
  arriving.mask
    ? { helpers: [zeroPadding], result: `${zeroPadding.name}(${real(arriving)}, ${arriving.mask})` }
    : { helpers: [], result: real(arriving) };
