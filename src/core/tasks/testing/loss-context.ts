import type { ProgramBuilder } from '../../program/builder.ts';
import type { Shape } from '../../program/types.ts';
import { type LossOptions, usualLossOptions } from '../loss-options/registry.ts';
import type { LogitsShape, LossContext, TargetFormat } from '../types.ts';

/** What a loss sees where every sample has a label. */
export function contextOf(
  b: ProgramBuilder,
  target: TargetFormat,
  batch: number,
  {
    classWeights = null,
    mask,
    ...options
  }: { classWeights?: readonly number[] | null; mask?: readonly number[] } & Partial<Omit<LossOptions, 'classWeights'>> = {},
): LossContext {
  return {
    target,
    mask: mask ? b.constant(mask, [batch]) : b.fill([batch], 1),
    options: { ...usualLossOptions, ...options },
    classWeights: classWeights && b.constant(classWeights, [classWeights.length]),
  };
}

/** A shape that a head accepts, with so many numbers where any would do. */
export const concrete = (shape: LogitsShape, any = 4): Shape => shape.map((extent) => extent ?? any);
