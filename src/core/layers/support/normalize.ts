import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import type { FieldSpec, LowerContext } from '../types.ts';
import { maskColumn, zeroPadding } from './sequence.ts';

export const epsilonSchema = z.number().min(1e-8).max(1).default(1e-3);

export const epsilonField: FieldSpec = {
  name: 'epsilon',
  title: { en: 'Epsilon', 'zh-CN': 'ε' },
  help: {
    en: 'Added to the variance before its root is taken, so that an almost constant input is not blown up.',
    'zh-CN': '开方前加到方差上的小量，避免几乎恒定的输入被过度放大。',
  },
  control: 'number',
  min: 1e-8,
  max: 1,
  step: 0.0001,
};

/** x − mean over `axes`, and the (biased) variance; the axes are kept with size 1. */
export function moments(
  b: ProgramBuilder,
  x: Tensor,
  axes: readonly number[],
): { mean: Tensor; centred: Tensor; variance: Tensor } {
  const mean = b.mean(x, axes, true);
  const centred = b.sub(x, mean);
  return { mean, centred, variance: b.mean(b.unary('square', centred), axes, true) };
}

/** The same of a sequence [N, L, C] over all positions that are valid by the mask [N, L]; 0 and 0 where none is. */
export function maskedMoments(b: ProgramBuilder, x: Tensor, mask: Tensor): { mean: Tensor; centred: Tensor; variance: Tensor } {
  const share = maskColumn(b, b.div(mask, b.binary('max', b.sum(mask), b.scalar(1))));
  const meanOf = (values: Tensor): Tensor => b.sum(b.mul(values, share), [0, 1], true);
  const mean = meanOf(zeroPadding(b, x, mask));
  const centred = zeroPadding(b, b.sub(x, mean), mask);
  return { mean, centred, variance: meanOf(b.unary('square', centred)) };
}

/** 1/√(variance + epsilon) */
export const inverseDeviation = (b: ProgramBuilder, variance: Tensor, epsilon: number): Tensor =>
  b.unary('rsqrt', b.add2(variance, b.scalar(epsilon)));

/** x [N, ..., C], normalised over the last axis, then scaled and shifted by the parameters `gamma` and `beta`, or `…Gamma` and `…Beta` after a prefix. */
export function layerNormalized(ctx: LowerContext, x: Tensor, epsilon: number, prefix = ''): Tensor {
  const { b } = ctx;
  const last = x.shape.length - 1;
  const features = [at(x.shape, last)];
  const gamma = ctx.parameter(prefix ? `${prefix}Gamma` : 'gamma', features, { kind: 'ones' });
  const beta = ctx.parameter(prefix ? `${prefix}Beta` : 'beta', features, { kind: 'zeros' });
  const { centred, variance } = moments(b, x, [last]);
  return b.add2(b.mul(b.mul(centred, inverseDeviation(b, variance, epsilon)), gamma), beta);
}
