import { at, invariant } from '../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from './builder.ts';
import { broadcastTo, constantOf, plus } from './gradient/algebra.ts';
import type { Pullback } from './gradient/rule.ts';
import { gradientRules } from './gradient/rules.ts';
import { broadcastShapes, sameShape, sizeOf } from './shapes.ts';
import type { Op, OpKind, OpOf, ValueId } from './types.ts';

/** A value and what its gradient starts from; the seed's shape broadcasts to the tensor's. */
export interface Seed {
  readonly tensor: Tensor;
  readonly seed: Tensor;
}

const pullbacksOf = <K extends OpKind>(b: ProgramBuilder, op: OpOf<K>): readonly (Pullback | null)[] =>
  gradientRules[op.kind]({
    b,
    attributes: op.attributes,
    inputs: op.inputs.map((id) => b.tensor(id)),
    output: b.tensor(op.output),
  });

/** An operation that a gradient may pass: from its output to the inputs that have a pullback. */
export interface Passage {
  readonly op: Op;
  readonly pullbacks: readonly (Pullback | null)[];
}

/** The operations through which the values of `wrt` act, in order; inputs on no path from `wrt` have no pullback. */
export function passagesFrom(b: ProgramBuilder, wrt: readonly Tensor[]): Passage[] {
  const active = new Set<ValueId>(wrt.map((tensor) => tensor.id));
  const passages: Passage[] = [];
  for (let index = 0; index < b.opCount; index++) {
    const op = b.op(index);
    if (!op.inputs.some((id) => active.has(id))) continue;
    const pullbacks = pullbacksOf(b, op).map((pullback, i) => (active.has(at(op.inputs, i)) ? pullback : null));
    if (!pullbacks.some((pullback) => pullback !== null)) continue;
    active.add(op.output);
    passages.push({ op, pullbacks });
  }
  return passages;
}

/**
 * Appends the vector-Jacobian product Σ_o seedₒᵀ · ∂o/∂x for every x of `wrt`, by reverse mode over the primitives: each operation hands
 * the gradient of its output to its inputs, last operation first, and what arrives at one value from several is added. Only what lies
 * on a path from `wrt` to an output is built.
 *
 * Not differentiable, hence of gradient zero: integers, comparisons, `step`, `sign`, `floor`, the condition of `select`. At a kink: relu' and
 * |x|' are 0 at 0; the gradient of a binary max or min goes to the first argument at a tie; that of a reduced max is shared equally
 * among ties; that of a pooled max goes to the window's first maximum.
 *
 * With `seedsAlone` an output has the gradient that it starts from and no other: what arrives at it from another output is left out.
 *
 * @returns one gradient per tensor of `wrt`, of its shape; null where no output depends on it.
 */
export function vjp(b: ProgramBuilder, outputs: readonly Seed[], wrt: readonly Tensor[], seedsAlone = false): (Tensor | null)[] {
  const passages = passagesFrom(b, wrt);
  const gradientOf = new Map<ValueId, Tensor>();
  const contribute = (id: ValueId, gradient: Tensor): void => {
    const known = gradientOf.get(id);
    const sum = known === undefined ? gradient : plus(b, known, gradient);
    const constant = constantOf(b, sum);
    gradientOf.set(id, constant !== null && sum.shape.length > 0 ? b.scalar(constant) : sum);
  };
  for (const { tensor, seed } of outputs) {
    invariant(sameShape(broadcastShapes(seed.shape, tensor.shape), tensor.shape), 'a seed broadcasts to its tensor');
    contribute(tensor.id, seed);
  }
  const closed = new Set<ValueId>(seedsAlone ? outputs.map(({ tensor }) => tensor.id) : []);
  const node = b.node;
  for (const { op, pullbacks } of passages.reverse()) {
    const dy = gradientOf.get(op.output);
    if (dy === undefined) continue;
    b.node = b.value(op.output).node;
    pullbacks.forEach((pullback, i) => {
      const input = at(op.inputs, i);
      if (pullback !== null && !closed.has(input)) contribute(input, pullback(dy));
    });
  }
  b.node = node;
  return wrt.map((tensor) => {
    const gradient = gradientOf.get(tensor.id);
    return gradient === undefined ? null : broadcastTo(b, gradient, tensor.shape);
  });
}

/** The gradients of a scalar `loss`: `vjp` with the seed 1. Appends the backward pass to `b`. */
export function gradients(b: ProgramBuilder, loss: Tensor, wrt: readonly Tensor[]): (Tensor | null)[] {
  invariant(sizeOf(loss.shape) === 1, 'a loss is one number');
  return vjp(b, [{ tensor: loss, seed: b.scalar(1) }], wrt);
}
