import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import type { LowerContext } from '../types.ts';
import { inputAt, refuseRank } from './inputs.ts';

/** Less than every number of a network; infinities cannot be written in WGSL or JSON. */
const lowest = -3e38;

/** A sequence at a port: x [N, L, F] and its mask [N, L] (null: every position is valid). */
export interface Sequence {
  readonly x: Tensor;
  readonly mask: Tensor | null;
}

/** The sequence at a port. Throws `shape.rank`. */
export function sequenceAt(ctx: LowerContext, inputs: Readonly<Record<string, readonly Tensor[]>>, port = 'in'): Sequence {
  const x = inputAt(ctx, inputs, port);
  return x.shape.length === 3 ? { x, mask: ctx.maskOf(port) } : refuseRank(x, '2');
}

/** The sequence at a port that may be left out. Throws `shape.rank`. */
export const optionalSequence = (
  ctx: LowerContext,
  inputs: Readonly<Record<string, readonly Tensor[]>>,
  port: string,
): Sequence | null => (inputs[port]?.length ? sequenceAt(ctx, inputs, port) : null);

/** A mask [N, L] beside features: [N, L, 1]. */
export const maskColumn = (b: ProgramBuilder, mask: Tensor): Tensor => b.reshape(mask, [...mask.shape, 1]);

/** x [N, L, ...] with zeros at padding, whatever stood there; no gradient flows back to padding. */
export function zeroPadding(b: ProgramBuilder, x: Tensor, mask: Tensor | null): Tensor {
  if (!mask) return x;
  const column = b.reshape(mask, [...mask.shape, ...new Array<number>(x.shape.length - 2).fill(1)]);
  return b.select(column, x, b.scalar(0));
}

/** How many positions of each sequence are valid, 1 at the least: [N, 1]. */
const validCount = (b: ProgramBuilder, mask: Tensor): Tensor => b.binary('max', b.reduce('sum', mask, [1]), b.scalar(1));

/** [N, L, F] → [N, F]: the mean over the valid positions; 0 where there is none. */
export function meanOverTime(b: ProgramBuilder, { x, mask }: Sequence): Tensor {
  if (!mask) return b.mean(x, [1]);
  return b.div(b.sum(zeroPadding(b, x, mask), [1]), validCount(b, mask));
}

/** [N, L, F] → [N, F]: the largest number of each feature among the valid positions; 0 where there is none. */
export function maxOverTime(b: ProgramBuilder, { x, mask }: Sequence): Tensor {
  const [n, , f] = [at(x.shape, 0), 0, at(x.shape, 2)];
  if (!mask) return b.reshape(b.reduce('max', x, [1]), [n, f]);
  const largest = b.reduce('max', b.select(maskColumn(b, mask), x, b.scalar(lowest)), [1]);
  return b.select(b.reduce('max', mask, [1]), b.reshape(largest, [n, f]), b.scalar(0));
}

/**
 * Shares over the last axis of scores [..., L], which sum to 1 over the positions that `allowed` (broadcasting) says, and are exactly 0
 * elsewhere. Where it leaves no position at all, all shares are 0; `always`: it leaves one everywhere. null: a plain softmax.
 */
export function maskedSoftmax(b: ProgramBuilder, scores: Tensor, allowed: Tensor | null, always = false): Tensor {
  if (!allowed) return b.softmax(scores);
  // Scores that may not count lose by far, so that their exponentials are 0; where all of them lose, they are made 0 after all.
  const shares = b.softmax(b.select(allowed, scores, b.scalar(-1e9)));
  return always ? shares : b.mul(shares, allowed);
}
