import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { describeShape, sameShape, sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import type { LowerContext } from '../types.ts';
import { sampleShape } from './inputs.ts';
import { zeroPadding } from './sequence.ts';

/** The tensors at one port as floating-point numbers, all of one shape [N, ...]. Throws `layer.expertShapes`. */
export function expertsAt(ctx: LowerContext, tensors: readonly Tensor[]): readonly Tensor[] {
  const first = at(tensors, 0);
  const other = tensors.find((tensor) => !sameShape(tensor.shape, first.shape));
  if (other) {
    const values = { a: describeShape(sampleShape(first)), b: describeShape(sampleShape(other)) };
    throw new DiagnosticError(diagnostic('layer.expertShapes', values));
  }
  return tensors.map((tensor) => ctx.b.toFloat(tensor));
}

/** What arrives at the port `gate`, every example as one row [N, features], whatever its shape; padding is zeros. */
export function gateRows(ctx: LowerContext, gate: Tensor): Tensor {
  const { b } = ctx;
  return b.reshape(zeroPadding(b, b.toFloat(gate), ctx.maskOf('gate')), [at(gate.shape, 0), sizeOf(sampleShape(gate))]);
}

/** Σ_e weights_e · experts_e; weights [N, n] or [1, n], experts n × [N, ...]. */
export function weightedSum(b: ProgramBuilder, experts: readonly Tensor[], weights: Tensor): Tensor {
  const rows = at(weights.shape, 0);
  return experts
    .map((expert, index) => {
      const ones = sampleShape(expert).map(() => 1);
      return b.mul(expert, b.reshape(b.slice(weights, [0, index], [rows, 1]), [rows, ...ones]));
    })
    .reduce((sum, term) => b.add2(sum, term));
}
