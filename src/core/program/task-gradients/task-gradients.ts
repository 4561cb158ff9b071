import { at, invariant } from '../../util/assert-never.ts';
import { overStack } from '../batching/vmap.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { type Passage, passagesFrom } from '../differentiate.ts';
import { broadcastTo, constantOf } from '../gradient/algebra.ts';
import type { Pullback } from '../gradient/rule.ts';
import { sameShape, sizeOf } from '../shapes.ts';
import type { Op, Shape, ValueId } from '../types.ts';
import { type GradientStack, stackedAs, summed } from './contributions.ts';

/**
 * The gradients of several tasks with respect to one parameter, not yet multiplied out. `deltas` [tasks, rows, columns] are what arrived at
 * the rows of the layer's result, the numbers of a gradient are those of the parameter in row-major order:
 *
 * - product: the gradient of task t is xᵀ·δ_t, x [rows, inputs] being what went in
 * - rowSum: it is Σ_r δ_t[r], the parameter having been added to every row
 */
export type FactoredStack =
  | { readonly form: 'product'; readonly tasks: readonly number[]; readonly x: Tensor; readonly deltas: Tensor }
  | { readonly form: 'rowSum'; readonly tasks: readonly number[]; readonly deltas: Tensor };

/** The gradients of those tasks that a parameter serves. One task's has the parameter's shape; several are stacked or factored. */
export type TaskGradient = { readonly form: 'stack'; readonly tasks: readonly number[]; readonly tensor: Tensor } | FactoredStack;

/** The factored gradients, multiplied out: [tasks, numbers]. One product for each task, of what they all have in common with its own deltas. */
export function multipliedOut(b: ProgramBuilder, gradient: FactoredStack): Tensor {
  const { deltas } = gradient;
  const [count = 1, rows = 1, columns = 1] = deltas.shape;
  if (gradient.form === 'rowSum') return b.reshape(b.reduce('sum', deltas, [1]), [count, columns]);
  const inputs = at(gradient.x.shape, 1);
  const repeated = b.broadcast(b.reshape(gradient.x, [1, rows, inputs]), [count, rows, inputs]);
  return b.reshape(b.matmul(repeated, deltas, true, false), [count, inputs * columns]);
}

/** Values that are one of `wrt`, or the same numbers under another shape. */
function sameNumbersAs(passages: readonly Passage[], wrt: readonly Tensor[]): ReadonlySet<ValueId> {
  const same = new Set<ValueId>(wrt.map(({ id }) => id));
  for (const { op } of passages) if (op.kind === 'reshape' && same.has(at(op.inputs, 0))) same.add(op.output);
  return same;
}

/** A shape without its leading axes of extent 1. */
function trimmed(shape: Shape): Shape {
  const first = shape.findIndex((extent) => extent > 1);
  return first < 0 ? [] : shape.slice(first);
}

/** The gradient of a parameter that an operation reads directly, where it has factors: dense layers, convolutions, their biases. */
function factored(b: ProgramBuilder, op: Op, index: number, dy: GradientStack): FactoredStack | null {
  const { tasks } = dy;
  const { shape } = b.tensor(op.output);
  if (tasks.length === 1) return null;
  if (op.kind === 'matmul' && index === 1 && shape.length === 2) {
    const { transposeA, transposeB } = op.attributes;
    if (transposeA || transposeB) return null;
    return { form: 'product', tasks, x: b.tensor(at(op.inputs, 0)), deltas: stackedAs(b, dy, shape) };
  }
  if (op.kind !== 'binary' || op.attributes.fn !== 'add' || !sameShape(dy.tensor.shape.slice(1), shape)) return null;
  const own = trimmed(b.tensor(at(op.inputs, index)).shape);
  const rows = sizeOf(shape) / sizeOf(own);
  if (rows === 1 || !sameShape(own, shape.slice(shape.length - own.length))) return null;
  return { form: 'rowSum', tasks, deltas: b.reshape(dy.tensor, [tasks.length, rows, sizeOf(own)]) };
}

type Contribution = TaskGradient;

/** The sum of what arrived at a value of this shape, without factors unless they came alone. */
function gathered(b: ProgramBuilder, contributions: readonly Contribution[], shape: Shape): TaskGradient {
  const [only] = contributions;
  if (only && contributions.length === 1) return only;
  const stacks = contributions.map(
    (part): GradientStack =>
      part.form === 'stack'
        ? part
        : { tasks: part.tasks, tensor: b.reshape(multipliedOut(b, part), [part.tasks.length, ...shape]) },
  );
  return { form: 'stack', ...summed(b, stacks) };
}

/** What a pullback makes of the gradients of one or of several tasks. */
function pulledBack(b: ProgramBuilder, pullback: Pullback, dy: GradientStack): GradientStack {
  const { tasks, tensor } = dy;
  return { tasks, tensor: tasks.length === 1 ? pullback(tensor) : overStack(b, tensor, pullback) };
}

/**
 * The gradients of T losses with respect to every tensor of `wrt`, by one reverse pass over the primitives: the gradients of several
 * tasks with respect to a value that serves them all are one stack, and pass an operation together. A value that serves a single
 * task costs what it costs in `gradients`. Appends the backward pass to `b`; call `simplify` before the program is run.
 *
 * Where a parameter of several tasks is the right factor of a product, or is added to every row, its gradients stay factored: see
 * `FactoredStack`.
 *
 * @param losses scalars, [] or [1]
 * @returns one entry per tensor of `wrt`; null where no loss depends on it.
 */
export function taskGradients(b: ProgramBuilder, losses: readonly Tensor[], wrt: readonly Tensor[]): (TaskGradient | null)[] {
  const passages = passagesFrom(b, wrt);
  const factorable = sameNumbersAs(passages, wrt);
  const arrived = new Map<ValueId, Contribution[]>();
  const contribute = (id: ValueId, gradient: Contribution): void => {
    arrived.set(id, [...(arrived.get(id) ?? []), gradient]);
  };
  losses.forEach((loss, task) => {
    invariant(sizeOf(loss.shape) === 1, 'a loss is one number');
    contribute(loss.id, { form: 'stack', tasks: [task], tensor: b.scalar(1) });
  });
  const node = b.node;
  for (const { op, pullbacks } of passages.reverse()) {
    const contributions = arrived.get(op.output);
    if (contributions === undefined) continue;
    b.node = b.value(op.output).node;
    const dy = gathered(b, contributions, b.tensor(op.output).shape);
    pullbacks.forEach((pullback, index) => {
      if (pullback === null) return;
      const input = at(op.inputs, index);
      if (dy.form !== 'stack') {
        // Only a reshape of a parameter has these: the numbers stay in order.
        invariant(op.kind === 'reshape', 'factors arrive at parameters only');
        contribute(input, dy);
        return;
      }
      const factors = factorable.has(input) ? factored(b, op, index, dy) : null;
      contribute(input, factors ?? { form: 'stack', ...compact(b, pulledBack(b, pullback, dy)) });
    });
  }
  b.node = node;
  return wrt.map(({ id, shape }) => {
    const contributions = arrived.get(id);
    return contributions === undefined ? null : finished(b, gathered(b, contributions, shape), shape);
  });
}

/** A gradient that is one constant stays a scalar fill. */
function compact(b: ProgramBuilder, { tasks, tensor }: GradientStack): GradientStack {
  const constant = constantOf(b, tensor);
  return { tasks, tensor: tasks.length === 1 && constant !== null && tensor.shape.length > 0 ? b.scalar(constant) : tensor };
}

/** With every gradient in the parameter's shape. */
function finished(b: ProgramBuilder, gradient: TaskGradient, shape: Shape): TaskGradient {
  if (gradient.form !== 'stack') return gradient;
  const { tasks, tensor } = gradient;
  const full = tasks.length === 1 ? broadcastTo(b, tensor, shape) : stackedAs(b, gradient, shape);
  return { form: 'stack', tasks, tensor: full };
}
