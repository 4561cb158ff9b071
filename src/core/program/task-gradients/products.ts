import { at, invariant } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { sizeOf } from '../shapes.ts';
import { amongAll, deltasKey, gram } from './gramian.ts';
import { type Gradients, isShared } from './stacks.ts';
import type { FactoredStack, TaskGradient } from './task-gradients.ts';

/** One parameter in two sets of gradients. */
interface Pair {
  readonly left: TaskGradient;
  readonly right: TaskGradient;
}

/** Gradients as rows [tasks, numbers]. */
const rowsOf = (b: ProgramBuilder, { tasks }: TaskGradient, tensor: Tensor): Tensor =>
  b.reshape(tensor, [tasks.length, sizeOf(tensor.shape) / tasks.length]);

const isFactored = (gradient: TaskGradient): gradient is FactoredStack => gradient.form !== 'stack';

/** ⟨xᵀδ_s, yᵀε_t⟩ = ⟨δ_s, (x·yᵀ)·ε_t⟩, ones for x·yᵀ where rows are added up: see `gramianOf`. A group shares its deltas in both sets. */
function productsOfFactors(b: ProgramBuilder, group: readonly Pair[]): Tensor {
  const { left, right } = at(group, 0);
  invariant(isFactored(left) && isFactored(right), 'a group has factors');
  const [count = 1, rows = 1] = left.deltas.shape;
  const kernel = group
    .map(({ left: own, right: other }) =>
      own.form === 'product' && other.form === 'product' ? gram(b, own.x, other.x) : b.fill([rows, rows], 1),
    )
    .reduce((sum, part) => b.add2(sum, part));
  const spread = b.broadcast(b.reshape(kernel, [1, rows, rows]), [count, rows, rows]);
  return gram(b, rowsOf(b, left, left.deltas), rowsOf(b, right, b.matmul(spread, right.deltas)));
}

/**
 * The products of the gradients of two sets, A_st = Σ_p ⟨g_s, h_t⟩ [T, T]: over the parameters that serve more than one task, or over all that are
 * trained. Both sets are of the same network, with their factors as `cheapestForms` gives them.
 */
export function productsOf(
  b: ProgramBuilder,
  lefts: Gradients,
  rights: Gradients,
  taskCount: number,
  over: 'shared' | 'all' = 'shared',
): Tensor {
  const groups = new Map<string, Pair[]>();
  lefts.forEach((left, i) => {
    const right = rights[i];
    if (!left || !right || (over === 'shared' && !isShared(left))) return;
    invariant(left.tasks.join() === right.tasks.join() && left.form === right.form, 'both sets are of the same network');
    const key = isFactored(left) ? deltasKey(b, left) : `${i}`;
    groups.set(key, [...(groups.get(key) ?? []), { left, right }]);
  });
  const parts = [...groups.values()].map((group) => {
    const { left, right } = at(group, 0);
    const own =
      left.form === 'stack' && right.form === 'stack'
        ? gram(b, rowsOf(b, left, left.tensor), rowsOf(b, right, right.tensor))
        : productsOfFactors(b, group);
    return amongAll(b, own, left.tasks, taskCount);
  });
  const [first, ...rest] = parts;
  return first ? rest.reduce((sum, part) => b.add2(sum, part), first) : b.fill([taskCount, taskCount], 0);
}
