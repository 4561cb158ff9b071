import type { Tensor } from '../../program/builder.ts';
import { describeShape } from '../../program/shapes.ts';
import type { Shape } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import type { LowerContext } from '../types.ts';

type Inputs = Readonly<Record<string, readonly Tensor[]>>;

/** The tensors that arrive at the port `in`, as floating-point numbers. */
export const inputsOf = (ctx: LowerContext, inputs: Inputs): readonly Tensor[] =>
  (inputs.in ?? []).map((input) => ctx.b.toFloat(input));

/** The one tensor that arrives at a port, as floating-point numbers. */
export const inputAt = (ctx: LowerContext, inputs: Inputs, port: string): Tensor => ctx.b.toFloat(at(inputs[port] ?? [], 0));

/** The one tensor that arrives at the port `in`. */
export const inputOf = (ctx: LowerContext, inputs: Inputs): Tensor => at(inputsOf(ctx, inputs), 0);

/** The shape of one example, without the batch axis. */
export const sampleShape = (x: Tensor): Shape => x.shape.slice(1);

/** Throws `shape.rank`; `expected` says how many axes an example should have. */
export const refuseRank = (x: Tensor, expected: string): never => {
  throw new DiagnosticError(diagnostic('shape.rank', { expected, shape: describeShape(sampleShape(x)) }));
};

/** An image [N, H, W, C]. Throws `shape.rank`. */
export function imageOf(ctx: LowerContext, inputs: Inputs): Tensor {
  const x = inputOf(ctx, inputs);
  return x.shape.length === 4 ? x : refuseRank(x, '3');
}

/** A tensor [N, ..., features] with at least one axis per example. Throws `shape.rank`. */
export function featuresOf(ctx: LowerContext, inputs: Inputs): Tensor {
  const x = inputOf(ctx, inputs);
  return x.shape.length >= 2 ? x : refuseRank(x, '≥ 1');
}

/**
 * The axis of [N, ...] that `axis` names: 0 is the first axis of an example, −1 the last. The batch axis cannot be named.
 * Throws `layer.axis`.
 */
export function tensorAxis(x: Tensor, axis: number): number {
  const rank = x.shape.length - 1;
  const resolved = axis < 0 ? axis + rank : axis;
  if (resolved < 0 || resolved >= rank) {
    throw new DiagnosticError(diagnostic('layer.axis', { axis, shape: describeShape(sampleShape(x)) }));
  }
  return resolved + 1;
}
