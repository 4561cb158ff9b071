import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { sizeOf } from '../shapes.ts';
import type { Shape } from '../types.ts';
import { type CombinationWeights, combined } from './combine.ts';
import { multipliedOut, type TaskGradient } from './task-gradients.ts';

/** Of one parameter, the gradients of the tasks that it serves side by side, or what was made of them: [tasks, numbers]. */
export interface TaskStack {
  readonly form: 'stack';
  readonly tasks: readonly number[];
  readonly tensor: Tensor;
}

/** One for every trainable parameter; null where no loss depends on it. */
export type TaskStacks = readonly (TaskStack | null)[];

/** Task gradients as they stand in memory, without factors. */
export const materialized = (b: ProgramBuilder, gradients: readonly (TaskGradient | null)[]): TaskStacks =>
  gradients.map((gradient) => {
    if (gradient === null) return null;
    const { tasks } = gradient;
    const tensor = gradient.form === 'stack' ? gradient.tensor : multipliedOut(b, gradient);
    return { form: 'stack', tasks, tensor: b.reshape(tensor, [tasks.length, sizeOf(tensor.shape) / tasks.length]) };
  });

/** Of one parameter the gradients of its tasks, each by itself and times a factor of its task: as many [1, numbers]. */
export interface TaskRows {
  readonly tasks: readonly number[];
  readonly rows: readonly Tensor[];
}

/** `factors` [T], of all tasks. Where gradients have factors themselves their deltas are scaled, which are fewer. */
export function rowsOf(b: ProgramBuilder, gradient: TaskGradient, factors: Tensor): TaskRows {
  const { tasks } = gradient;
  const own = ofTasks(b, factors, tasks);
  const stack =
    gradient.form === 'stack'
      ? b.reshape(gradient.tensor, [tasks.length, sizeOf(gradient.tensor.shape) / tasks.length])
      : multipliedOut(b, { ...gradient, deltas: b.mul(gradient.deltas, b.reshape(own, [tasks.length, 1, 1])) });
  const rows = tasks.map((_, i) => {
    const row = b.slice(stack, [i, 0], [1, at(stack.shape, 1)]);
    return gradient.form === 'stack' ? b.mul(row, b.slice(own, [i, 0], [1, 1])) : row;
  });
  return { tasks, rows };
}

/** True for a parameter that serves more than one task. */
export const isShared = ({ tasks }: Pick<TaskStack, 'tasks'>): boolean => tasks.length > 1;

/** What `make` gives of every shared parameter, [tasks, numbers] again; the others as they are. */
export const eachShared = (stacks: TaskStacks, make: (stack: TaskStack, index: number) => Tensor): TaskStacks =>
  stacks.map((stack, index) => (stack && isShared(stack) ? { ...stack, tensor: make(stack, index) } : stack));

/** The numbers of these tasks out of those of all, [T]: [tasks, 1]. */
export function ofTasks(b: ProgramBuilder, numbers: Tensor, tasks: readonly number[]): Tensor {
  const first = at(tasks, 0);
  const inOrder = tasks.every((task, i) => task === first + i);
  const own = inOrder
    ? b.slice(numbers, [first], [tasks.length])
    : b.concat(
        tasks.map((task) => b.slice(numbers, [task], [1])),
        0,
      );
  return b.reshape(own, [tasks.length, 1]);
}

/** Numbers of the tasks of every parameter added up, each [tasks, 1] or null: [T]. */
export function addedUp(b: ProgramBuilder, parts: TaskStacks, taskCount: number): Tensor {
  const spread = parts.flatMap((part) => {
    if (!part) return [];
    const places = Array.from({ length: taskCount }, (_, task) => part.tasks.map((own) => (own === task ? 1 : 0))).flat();
    return [b.matmul(b.constant(places, [taskCount, part.tasks.length]), part.tensor)];
  });
  const [first, ...rest] = spread;
  return first
    ? b.reshape(
        rest.reduce((sum, part) => b.add2(sum, part), first),
        [taskCount],
      )
    : b.fill([taskCount], 0);
}

/** The gradients of every trainable parameter; null where no loss depends on it. */
export type Gradients = readonly (TaskGradient | null)[];

/**
 * Σ of the gradients of several sets, each times its weight, for every parameter; the weights of the k-th set are those at k·T + task, or for
 * parameters of one task alone `own` of the first set.
 */
export function summedUp(
  b: ProgramBuilder,
  sets: readonly Gradients[],
  shapes: readonly Shape[],
  taskCount: number,
  weights: CombinationWeights,
  heads: 'nominal' | 'chosen',
): (Tensor | null)[] {
  const flatly = (tensor: Tensor): Tensor => b.reshape(tensor, [1, sizeOf(tensor.shape)]);
  return shapes.map((shape, i) => {
    const parts = sets.flatMap((gradients, k): Tensor[] => {
      const gradient = gradients[i];
      if (!gradient || (!isShared(gradient) && heads === 'nominal' && k > 0)) return [];
      const placed = (tasks: readonly number[]): number[] => tasks.map((task) => k * taskCount + task);
      const own = (task: number): Tensor =>
        heads === 'nominal' ? weights.own(task) : b.reshape(weights.shared(placed([task])), []);
      return [flatly(combined(b, gradient, shape, { shared: (tasks) => weights.shared(placed(tasks)), own }))];
    });
    const [first, ...rest] = parts;
    return first ? rest.reduce((sum, part) => b.add2(sum, part), first) : null;
  });
}

/** Numbers [n] on the diagonal of a matrix [n, n]. */
export function diagonal(b: ProgramBuilder, numbers: Tensor): Tensor {
  const n = sizeOf(numbers.shape);
  const identity = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  return b.mul(b.constant(identity, [n, n]), b.reshape(numbers, [n, 1]));
}

/** A matrix [n, n] beside the diagonal, and its transpose: [2n, 2n]. */
export function besideDiagonal(b: ProgramBuilder, matrix: Tensor): Tensor {
  const [n = 0] = matrix.shape;
  return b.add2(b.pad(matrix, [0, n], [n, 0]), b.pad(b.transpose(matrix, [1, 0]), [n, 0], [0, n]));
}

/** Two square matrices as blocks of one, zeros beside them. */
export function blocks(b: ProgramBuilder, first: Tensor, second: Tensor): Tensor {
  const [m = 0, n = 0] = [first.shape[0], second.shape[0]];
  return b.add2(b.pad(first, [0, 0], [n, n]), b.pad(second, [m, m], [0, 0]));
}
