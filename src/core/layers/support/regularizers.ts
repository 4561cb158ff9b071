import type { Tensor } from '../../program/builder.ts';
import type { LowerContext } from '../types.ts';

/** Adds l1·Σ|w| + l2·Σw² to the training loss (Keras' convention: no factor ½, and not on the bias). */
export function regularize(ctx: LowerContext, weights: Tensor, { l1, l2 }: { readonly l1: number; readonly l2: number }): void {
  const { b } = ctx;
  if (!ctx.training) return;
  if (l1 > 0) ctx.penalty(b.scale(b.sum(b.unary('abs', weights)), l1));
  if (l2 > 0) ctx.penalty(b.scale(b.sum(b.unary('square', weights)), l2));
}
