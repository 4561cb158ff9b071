import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { sameShape, sizeOf } from '../shapes.ts';
import type { Shape } from '../types.ts';

/** Arithmetic on gradients that leaves out what need not be computed; a gradient that is one constant stays a scalar fill. */

/** The constant that fills a tensor, where one does. */
export function constantOf(b: ProgramBuilder, x: Tensor): number | null {
  const { source } = b.value(x.id);
  const op = source.kind === 'op' ? b.op(source.op) : null;
  return op?.kind === 'fill' ? op.attributes.value : null;
}

/** a · b */
export function times(b: ProgramBuilder, x: Tensor, y: Tensor): Tensor {
  const left = constantOf(b, x);
  const right = constantOf(b, y);
  if (left !== null && right !== null) return b.scalar(left * right);
  if (left !== null) return scaled(b, y, left);
  if (right !== null) return scaled(b, x, right);
  return b.mul(x, y);
}

/** x · factor */
export function scaled(b: ProgramBuilder, x: Tensor, factor: number): Tensor {
  const constant = constantOf(b, x);
  if (constant !== null) return b.scalar(constant * factor);
  return factor === -1 ? b.unary('neg', x) : b.scale(x, factor);
}

export function plus(b: ProgramBuilder, x: Tensor, y: Tensor): Tensor {
  const left = constantOf(b, x);
  const right = constantOf(b, y);
  if (left !== null && right !== null) return b.scalar(left + right);
  if (left === 0) return y;
  return right === 0 ? x : b.add2(x, y);
}

/** The tensor that `x` stands for, in full. */
export function broadcastTo(b: ProgramBuilder, x: Tensor, shape: Shape): Tensor {
  const constant = constantOf(b, x);
  if (sameShape(x.shape, shape)) return x;
  return constant === null ? b.broadcast(x, shape) : b.fill(shape, constant);
}

/**
 * `x` stands for a tensor of shape `from`, made by stretching one of shape `to`: the sum over what was stretched, standing for `to`.
 * Where x itself is not stretched out, the sum is a multiplication.
 */
export function reduceTo(b: ProgramBuilder, x: Tensor, from: Shape, to: Shape): Tensor {
  const missing = from.length - to.length;
  const summed = from.flatMap((extent, axis) => (extent > 1 && (axis < missing || to[axis - missing] === 1) ? [axis] : []));
  const offset = from.length - x.shape.length;
  const spread = (axis: number): boolean => axis >= offset && at(x.shape, axis - offset) > 1;
  const axes = summed.filter(spread).map((axis) => axis - offset);
  const factor = summed.filter((axis) => !spread(axis)).reduce((product, axis) => product * at(from, axis), 1);
  const reduced = b.reduce('sum', x, axes);
  const trimmed = b.reshape(reduced, reduced.shape.slice(Math.max(0, reduced.shape.length - to.length)));
  return scaled(b, trimmed, factor);
}

/** The gradient of a reshape: what `x` (standing for some shape) is as a tensor of shape `to` with the same numbers. */
export function reshapeTo(b: ProgramBuilder, x: Tensor, from: Shape, to: Shape): Tensor {
  if (sizeOf(x.shape) === 1) return b.reshape(x, []);
  return b.reshape(broadcastTo(b, x, from), to);
}
