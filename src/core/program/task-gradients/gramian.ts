import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { sizeOf } from '../shapes.ts';
import type { ValueId } from '../types.ts';
import { type FactoredStack, multipliedOut, type TaskGradient } from './task-gradients.ts';

/** The value whose numbers these are, reshapes looked through. */
function rootOf(b: ProgramBuilder, id: ValueId): ValueId {
  const { source } = b.value(id);
  const op = source.kind === 'op' ? b.op(source.op) : null;
  return op?.kind === 'reshape' ? rootOf(b, at(op.inputs, 0)) : id;
}

/** The same for gradients whose deltas are the same numbers. */
export const deltasKey = (b: ProgramBuilder, { deltas }: FactoredStack): string => `${rootOf(b, deltas.id)} ${deltas.shape}`;

/** Factored gradients that share their deltas: a layer's weights and its bias, or several inputs of one sum. */
function byDeltas(b: ProgramBuilder, gradients: readonly FactoredStack[]): FactoredStack[][] {
  const groups = new Map<string, FactoredStack[]>();
  for (const gradient of gradients) {
    const key = deltasKey(b, gradient);
    groups.set(key, [...(groups.get(key) ?? []), gradient]);
  }
  return [...groups.values()];
}

/** Multiplications for the Gramian of a group from its factors, and from the gradients themselves. */
function costs(group: readonly FactoredStack[]): { factored: number; multipliedOut: number } {
  const [tasks = 1, rows = 1, columns = 1] = at(group, 0).deltas.shape;
  const inputs = group.flatMap((gradient) => (gradient.form === 'product' ? [at(gradient.x.shape, 1)] : []));
  const all = inputs.reduce((sum, count) => sum + count, 0);
  const rowSums = group.length - inputs.length;
  return {
    factored: rows * rows * all + rows * rows * tasks * columns + tasks * tasks * rows * columns,
    multipliedOut: (all + rowSums) * columns * tasks * (rows + tasks),
  };
}

/**
 * Gradients whose Gramian costs less from the gradients themselves are multiplied out: many rows and few weights, as in a convolution. Of
 * the others, biases without a product that has the same deltas too.
 */
export function cheapestForms(b: ProgramBuilder, gradients: readonly (TaskGradient | null)[]): (TaskGradient | null)[] {
  const kept = new Set<TaskGradient>();
  for (const group of byDeltas(
    b,
    gradients.flatMap((gradient) => (gradient && gradient.form !== 'stack' ? [gradient] : [])),
  )) {
    const { factored, multipliedOut: plain } = costs(group);
    if (group.some(({ form }) => form === 'product') && factored < plain) for (const gradient of group) kept.add(gradient);
  }
  return gradients.map((gradient) =>
    gradient === null || gradient.form === 'stack' || kept.has(gradient)
      ? gradient
      : { form: 'stack', tasks: gradient.tasks, tensor: multipliedOut(b, gradient) },
  );
}

/** rows · rowsᵀ of [tasks, numbers]. */
export const gram = (b: ProgramBuilder, rows: Tensor, others: Tensor = rows): Tensor => b.matmul(rows, others, false, true);

const flat = (b: ProgramBuilder, stack: Tensor): Tensor => {
  const [count = 1, ...shape] = stack.shape;
  return b.reshape(stack, [count, sizeOf(shape)]);
};

/**
 * ⟨xᵀδ_s, xᵀδ_t⟩ = ⟨δ_s, (x·xᵀ)·δ_t⟩, and ⟨Σ_r δ_s, Σ_r δ_t⟩ = ⟨δ_s, 1·δ_t⟩ with 1 a matrix of ones: the Gramian of a whole group without
 * any of its gradients. (Goodfellow, 2015, «Efficient per-example gradient computations», for the norms of single examples.)
 */
function gramOfFactors(b: ProgramBuilder, group: readonly FactoredStack[]): Tensor {
  const { deltas } = at(group, 0);
  const [count = 1, rows = 1] = deltas.shape;
  const products = group.flatMap((gradient) => (gradient.form === 'product' ? [gram(b, gradient.x)] : []));
  const rowSums = group.length - products.length;
  const terms = rowSums === 0 ? products : [...products, b.fill([rows, rows], rowSums)];
  const kernel = terms.reduce((total, term) => b.add2(total, term));
  const spread = b.broadcast(b.reshape(kernel, [1, rows, rows]), [count, rows, rows]);
  return gram(b, flat(b, deltas), flat(b, b.matmul(spread, deltas)));
}

/** A Gramian [k, k] of some tasks among all T: [T, T] with zeros elsewhere. */
export function amongAll(b: ProgramBuilder, own: Tensor, tasks: readonly number[], taskCount: number): Tensor {
  const first = at(tasks, 0);
  const inOrder = tasks.every((task, i) => task === first + i);
  const behind = taskCount - tasks.length;
  if (inOrder) return b.pad(own, [first, first], [behind - first, behind - first]);
  const places = Array.from({ length: taskCount }, (_, task) => (tasks.includes(task) ? tasks.indexOf(task) : tasks.length));
  const ids = b.constant(places, [taskCount], 'i32');
  const padded = behind === 0 ? own : b.pad(own, [0, 0], [1, 1]);
  const rows = b.gather(padded, ids);
  return b.transpose(b.gather(b.transpose(rows, [1, 0]), ids), [1, 0]);
}

/** Gramians of parameters that serve the same tasks are added before they find their places. */
function addedByTasks(b: ProgramBuilder, parts: readonly { tasks: readonly number[]; gramian: Tensor }[], taskCount: number) {
  const sums = new Map<string, { tasks: readonly number[]; gramian: Tensor }>();
  for (const { tasks, gramian } of parts) {
    const known = sums.get(tasks.join());
    sums.set(tasks.join(), { tasks, gramian: known ? b.add2(known.gramian, gramian) : gramian });
  }
  return [...sums.values()].map(({ tasks, gramian }) => amongAll(b, gramian, tasks, taskCount));
}

/**
 * K [T, T]: K_st = Σ_p ⟨∂L_s/∂p, ∂L_t/∂p⟩ over the shared parameters p, those that serve at least two tasks. A parameter that serves
 * only some tasks adds to their entries; without shared parameters K is zero. `gradients` as `cheapestForms` gives them.
 */
export function gramianOf(b: ProgramBuilder, gradients: readonly (TaskGradient | null)[], taskCount: number): Tensor {
  const shared = gradients.flatMap((gradient) => (gradient && gradient.tasks.length > 1 ? [gradient] : []));
  const stacks = shared.flatMap((gradient) =>
    gradient.form === 'stack' ? [{ tasks: gradient.tasks, gramian: gram(b, flat(b, gradient.tensor)) }] : [],
  );
  const groups = byDeltas(
    b,
    shared.flatMap((gradient) => (gradient.form === 'stack' ? [] : [gradient])),
  ).map((group) => ({ tasks: at(group, 0).tasks, gramian: gramOfFactors(b, group) }));
  const [first, ...rest] = addedByTasks(b, [...groups, ...stacks], taskCount);
  return first ? rest.reduce((sum, part) => b.add2(sum, part), first) : b.fill([taskCount, taskCount], 0);
}
