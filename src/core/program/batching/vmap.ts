import { invariant } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import type { OpKind, OpOf, ValueId } from '../types.ts';
import { batchingRules } from './rules.ts';

/** What an operation gives for every member of a stack, those of its inputs that `stackOf` names being stacked. */
export const batched = <K extends OpKind>(
  b: ProgramBuilder,
  op: OpOf<K>,
  count: number,
  stackOf: ReadonlyMap<ValueId, Tensor>,
): Tensor =>
  batchingRules[op.kind]({
    b,
    count,
    attributes: op.attributes,
    inputs: op.inputs.map((id) => {
      const stack = stackOf.get(id);
      return stack ? { tensor: stack, stacked: true } : { tensor: b.tensor(id), stacked: false };
    }),
    shape: b.tensor(op.output).shape,
  });

/**
 * What `apply` gives for every member of `stack` [count, ...], as one stack. `apply` is called once, on a stand-in for one member; what it
 * appends that depends on that is appended a second time, for all members at once. The stand-in's own operations are read by
 * nobody, and `simplify` leaves them out. (Vectorising as a transformation of programs: `vmap` of JAX, Frostig et al., 2018.)
 */
export function overStack(b: ProgramBuilder, stack: Tensor, apply: (member: Tensor) => Tensor): Tensor {
  const [count, ...shape] = stack.shape;
  invariant(count !== undefined, 'a stack has an axis of members');
  const standIn = b.source({ kind: 'feed', name: 'a member of a stack' }, shape, stack.dtype);
  const stackOf = new Map<ValueId, Tensor>([[standIn.id, stack]]);
  const first = b.opCount;
  const result = apply(standIn);
  const end = b.opCount;
  for (let index = first; index < end; index++) {
    const op = b.op(index);
    if (op.inputs.some((id) => stackOf.has(id))) stackOf.set(op.output, batched(b, op, count, stackOf));
  }
  return stackOf.get(result.id) ?? b.broadcast(b.reshape(result, [1, ...result.shape]), [count, ...result.shape]);
}
