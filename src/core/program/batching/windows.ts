import { at } from '../../util/assert-never.ts';
import type { Tensor } from '../builder.ts';
import type { OpKind } from '../types.ts';
import type { BatchedOp, BatchingRule } from './rule.ts';
import { apart, inFull, merged } from './stacks.ts';

/** Images of all members are one larger batch: [count, N, H, W, C] → [count · N, H, W, C] and back. */
function asOneBatch<K extends OpKind>({ b, inputs, count }: BatchedOp<K>, apply: (images: readonly Tensor[]) => Tensor): Tensor {
  return apart(b, apply(inputs.map((input) => merged(b, inFull(b, input, count)))), count);
}

export const unfold: BatchingRule<'unfold'> = (op) =>
  asOneBatch(op, (images) => op.b.unfold(at(images, 0), op.attributes.window));

export const fold: BatchingRule<'fold'> = (op) => {
  const { window, height, width } = op.attributes;
  return asOneBatch(op, (images) => op.b.fold(at(images, 0), window, height, width));
};

export const maxPool: BatchingRule<'maxPool'> = (op) =>
  asOneBatch(op, (images) => op.b.maxPool(at(images, 0), op.attributes.window));

export const maxPoolGrad: BatchingRule<'maxPoolGrad'> = (op) =>
  asOneBatch(op, (images) => op.b.maxPoolGrad(at(images, 0), at(images, 1), op.attributes.window));

export const avgPool: BatchingRule<'avgPool'> = (op) =>
  asOneBatch(op, (images) => op.b.avgPool(at(images, 0), op.attributes.window));

export const avgPoolGrad: BatchingRule<'avgPoolGrad'> = (op) => {
  const { window, height, width } = op.attributes;
  return asOneBatch(op, (images) => op.b.avgPoolGrad(at(images, 0), window, height, width));
};
