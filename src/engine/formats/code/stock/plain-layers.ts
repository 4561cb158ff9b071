import { activation } from '../../../../core/layers/basic/activation.ts';
import { softmax } from '../../../../core/layers/basic/softmax.ts';
import { avgPool } from '../../../../core/layers/convolution/avg-pool.ts';
import { maxPool } from '../../../../core/layers/convolution/max-pool.ts';
import { add } from '../../../../core/layers/merge/add.ts';
import { average } from '../../../../core/layers/merge/average.ts';
import { concat } from '../../../../core/layers/merge/concat.ts';
import { multiply } from '../../../../core/layers/merge/multiply.ts';
import { stopGradient } from '../../../../core/layers/merge/stop-gradient.ts';
import { dropout } from '../../../../core/layers/regularisation/dropout.ts';
import { flatten } from '../../../../core/layers/shape/flatten.ts';
import { reshape } from '../../../../core/layers/shape/reshape.ts';
import { slice } from '../../../../core/layers/shape/slice.ts';
import { sameShape, sizeOf } from '../../../../core/program/shapes.ts';
import { at as item } from '../../../../core/util/assert-never.ts';
import type { Arriving, Twin, TwinLayer } from '../twin.ts';
import type { Dialect, StockLayerClass } from './dialect.ts';
import { padded, type StockTwin, stockTwin } from './twin-of.ts';

/** What arrives as operands of one operation, element by element: aligned per sample and at the last axis. */
function aligned(parts: readonly Arriving[], dialect: Dialect): string[] {
  const rank = Math.max(...parts.map(({ shape }) => shape.length));
  return parts.map((part) => {
    const missing = Array.from({ length: rank - part.shape.length }, (_, i) => 1 + i);
    return missing.length === 0 ? dialect.real(part) : dialect.expanded(dialect.real(part), missing);
  });
}

function pool(
  kind: StockLayerClass,
  {
    self,
    params,
    one,
  }: TwinLayer<{ readonly size: readonly number[]; readonly stride: readonly number[]; readonly padding: string }>,
  dialect: Dialect,
): Twin {
  const { size, stride, padding } = params;
  const config = { pool_size: size, strides: stride, ...(padding === 'valid' ? {} : { padding }) };
  return {
    module: dialect.layer(kind, config, one().shape),
    helpers: [dialect.builtHelper],
    result: dialect.applied(self, dialect.real(one())),
  };
}

const concatTwin = stockTwin(concat, ({ params, at }, dialect) => {
  const parts = at('in');
  const { shape } = item(parts, 0);
  const along = (params.axis < 0 ? params.axis + shape.length : params.axis) + 1;
  const joined = (pieces: readonly string[], axis: number): string =>
    pieces.length === 1 ? item(pieces, 0) : dialect.joined(pieces, axis);
  const masks = (): string | null =>
    parts.every(({ mask }) => mask === null)
      ? null
      : joined(
          parts.map((part) => part.mask ?? dialect.onesFor(part.code)),
          1,
        );
  return { result: joined(parts.map(dialect.real), along), ...(shape.length === 2 && along === 1 ? { mask: masks() } : {}) };
});

const sliceTwin = stockTwin(slice, ({ params, one }, dialect) => {
  const { axis, begin, size } = params;
  const { shape, mask } = one();
  const along = (axis < 0 ? axis + shape.length : axis) + 1;
  return {
    result: dialect.sliced(dialect.real(one()), along, begin, size, shape.length + 1),
    ...(mask && along === 1 ? { mask: dialect.sliced(mask, 1, begin, size, 2) } : {}),
  };
});

/** Layers without weights. */
export const plainTwins: readonly StockTwin[] = [
  stockTwin(activation, ({ params, one }, dialect) => ({
    helpers: dialect.activationHelpers(params.activation),
    result: dialect.activated(dialect.real(one()), params.activation, params.slope),
  })),
  stockTwin(softmax, ({ one }, dialect) => ({ result: dialect.softmax(dialect.real(one())) })),
  stockTwin(avgPool, (layer, dialect) => pool('AveragePooling2D', layer, dialect)),
  stockTwin(maxPool, (layer, dialect) => pool('MaxPooling2D', layer, dialect)),
  stockTwin(add, ({ at }, dialect) => ({ result: dialect.sum(aligned(at('in'), dialect)) })),
  stockTwin(average, ({ at }, dialect) => {
    const parts = aligned(at('in'), dialect);
    return { result: parts.length === 1 ? dialect.sum(parts) : dialect.divided(dialect.sum(parts), parts.length) };
  }),
  stockTwin(multiply, ({ at }, dialect) => ({ result: dialect.product(aligned(at('in'), dialect)) })),
  concatTwin,
  stockTwin(stopGradient, ({ one }, dialect) => ({
    helpers: dialect.stopHelpers,
    result: dialect.stopped(dialect.real(one())),
  })),
  stockTwin(dropout, ({ self, params, one }, dialect) => ({
    module: dialect.layer('Dropout', { rate: params.rate }, one().shape),
    helpers: [dialect.builtHelper],
    result: dialect.applied(self, dialect.real(one()), true),
  })),
  stockTwin(flatten, ({ one }, dialect) => {
    const own = padded(one(), dialect);
    return one().shape.length > 1 ? { ...own, result: dialect.reshaped(own.result, [sizeOf(one().shape)]) } : own;
  }),
  stockTwin(reshape, ({ one, output }, dialect) => {
    if (sameShape(one().shape, output.shape)) return { result: dialect.real(one()) };
    const own = padded(one(), dialect);
    return { ...own, result: dialect.reshaped(own.result, output.shape), mask: null };
  }),
  sliceTwin,
];
