import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { sizeOf } from '../program/shapes.ts';
import type { InputInfo } from '../project/signature.ts';

/** An input whose numbers can be changed a little, so that a sample still means the same. */
export interface MovableInput {
  readonly id: string;
  /** [height, width, channels] with values from 0 to 1: nothing else can be shown, and no change leaves that range. */
  readonly image: boolean;
  /** Per number of a sample: 1 where it may change, 0 where it says yes or no, or which of several. */
  readonly free: readonly number[];
}

/** Inputs of numbers; null for what is read as tokens, and for a table of nothing but choices. */
export function movable({ id, shape, dtype, features }: InputInfo): MovableInput | null {
  if (dtype !== 'f32') return null;
  const free = Array.from({ length: sizeOf(shape) }, (_, i) => (features?.[i]?.flag || features?.[i]?.choice ? 0 : 1));
  return free.some((may) => may === 1) ? { id, image: shape.length === 3, free } : null;
}

/**
 * x + ε·sign(∂L/∂x) [batch, ...]: the fast gradient sign method (Goodfellow, Shlens and Szegedy, «Explaining and harnessing adversarial examples»,
 * ICLR 2015). An image stays between 0 and 1, or as far outside as it was.
 */
export function fastGradientSign(
  b: ProgramBuilder,
  x: Tensor,
  gradient: Tensor,
  epsilon: number,
  { image, free }: MovableInput,
): Tensor {
  const sign = b.unary('sign', gradient);
  const chosen = free.includes(0) ? b.mul(sign, b.constant(free, [1, ...x.shape.slice(1)])) : sign;
  const moved = b.add2(x, b.scale(chosen, epsilon));
  if (!image) return moved;
  const [lowest, highest] = [b.binary('min', x, b.scalar(0)), b.binary('max', x, b.scalar(1))];
  return b.binary('min', b.binary('max', moved, lowest), highest);
}

/** How far a number may be moved: by ε in each direction, and in an image no further than above. */
export function boundsOf(x: number, epsilon: number, image: boolean): readonly [lowest: number, highest: number] {
  const [low, high] = [x - epsilon, x + epsilon];
  return image ? [Math.max(low, Math.min(x, 0)), Math.min(high, Math.max(x, 1))] : [low, high];
}
