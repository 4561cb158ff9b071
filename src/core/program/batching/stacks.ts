import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import type { Shape } from '../types.ts';
import type { Batched } from './rule.ts';

/** What one member has, without the stack's axis. */
export const memberShape = ({ tensor, stacked }: Batched): Shape => (stacked ? tensor.shape.slice(1) : tensor.shape);

/** The input as a stack, repeated where it is the same for all members. */
export function inFull(b: ProgramBuilder, input: Batched, count: number): Tensor {
  const { tensor, stacked } = input;
  return stacked ? tensor : b.broadcast(b.reshape(tensor, [1, ...tensor.shape]), [count, ...tensor.shape]);
}

/** A stack [count, ...s] with its members' axes aligned to tensors of `rank` axes: [count, 1, …, 1, ...s]. */
export function aligned(b: ProgramBuilder, { tensor, stacked }: Batched, rank: number): Tensor {
  if (!stacked) return tensor;
  const [count = 1, ...shape] = tensor.shape;
  return b.reshape(tensor, [count, ...Array.from({ length: rank - shape.length }, () => 1), ...shape]);
}

/** [count, n, ...rest] → [count · n, ...rest] */
export function merged(b: ProgramBuilder, stack: Tensor): Tensor {
  const [count = 1, first = 1, ...rest] = stack.shape;
  return b.reshape(stack, [count * first, ...rest]);
}

/** [count · n, ...rest] → [count, n, ...rest] */
export function apart(b: ProgramBuilder, tensor: Tensor, count: number): Tensor {
  const [first = 1, ...rest] = tensor.shape;
  return b.reshape(tensor, [count, first / count, ...rest]);
}

/** The same tensor with axis `from` moved to place `to`. */
export function movedAxis(b: ProgramBuilder, tensor: Tensor, from: number, to: number): Tensor {
  const others = tensor.shape.map((_, axis) => axis).filter((axis) => axis !== from);
  return b.transpose(tensor, [...others.slice(0, to), from, ...others.slice(to)]);
}

/** Member `index` of an input. */
function memberOf(b: ProgramBuilder, input: Batched, index: number): Tensor {
  if (!input.stacked) return input.tensor;
  const { tensor } = input;
  const begin = tensor.shape.map((_, axis) => (axis === 0 ? index : 0));
  const one = b.slice(tensor, begin, [1, ...tensor.shape.slice(1)]);
  return b.reshape(one, tensor.shape.slice(1));
}

/** One after the other, for what has no better way: `each` gets the inputs of one member. */
export function memberByMember(
  b: ProgramBuilder,
  inputs: readonly Batched[],
  count: number,
  each: (inputs: readonly Tensor[]) => Tensor,
): Tensor {
  const results = Array.from({ length: count }, (_, index) => each(inputs.map((input) => memberOf(b, input, index))));
  const shape = at(results, 0).shape;
  return b.concat(
    results.map((result) => b.reshape(result, [1, ...shape])),
    0,
  );
}
