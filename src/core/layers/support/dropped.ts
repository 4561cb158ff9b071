import type { Tensor } from '../../program/builder.ts';
import type { LowerContext } from '../types.ts';

/** Sets a random share `rate` of x to zero while training, and scales the rest up, so that the mean stays. `name` is the random stream's. */
export function dropped(ctx: LowerContext, name: string, x: Tensor, rate: number): Tensor {
  const { b } = ctx;
  if (!ctx.training || rate === 0) return x;
  const kept = b.binary('greaterEqual', ctx.random(name, x.shape), b.scalar(rate));
  return b.mul(x, b.scale(kept, 1 / (1 - rate)));
}
