import { at, invariant } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import { broadcastTo, plus } from '../gradient/algebra.ts';
import { broadcastShapes } from '../shapes.ts';
import type { Shape } from '../types.ts';

/**
 * The gradients of several tasks with respect to one value, [tasks, ...shape], in the order of `tasks`; of one task alone without the axis
 * of tasks, [...shape]. As everywhere in differentiation, `shape` need only broadcast to the value's.
 */
export interface GradientStack {
  readonly tasks: readonly number[];
  readonly tensor: Tensor;
}

/** The shape of one task's gradient. */
const shapeOfEach = ({ tasks, tensor }: GradientStack): Shape => (tasks.length === 1 ? tensor.shape : tensor.shape.slice(1));

/** The same gradients, each with all the axes of `shape`, and with an axis of tasks: [tasks, ...shape]. */
export function stackedAs(b: ProgramBuilder, stack: GradientStack, shape: Shape): Tensor {
  const { tasks, tensor } = stack;
  if (tasks.length === 1) return b.reshape(broadcastTo(b, tensor, shape), [1, ...shape]);
  const each = shapeOfEach(stack);
  const padded = [...Array.from({ length: shape.length - each.length }, () => 1), ...each];
  return broadcastTo(b, b.reshape(tensor, [tasks.length, ...padded]), [tasks.length, ...shape]);
}

const sameTasks = (a: GradientStack, b: GradientStack): boolean =>
  a.tasks.length === b.tasks.length && a.tasks.every((task, i) => task === b.tasks[i]);

/** Zeros where a task has no gradient, [tasks, ...shape]; tasks that follow one another in both orders are moved together. */
function placedAmong(b: ProgramBuilder, tasks: readonly number[], part: GradientStack, shape: Shape): Tensor {
  const stack = stackedAs(b, part, shape);
  const pieces: Tensor[] = [];
  for (let i = 0; i < tasks.length; ) {
    const from = part.tasks.indexOf(at(tasks, i));
    let length = 1;
    const continues = (): boolean => {
      if (i + length === tasks.length) return false;
      const next = part.tasks.indexOf(at(tasks, i + length));
      return from < 0 ? next < 0 : next === from + length;
    };
    while (continues()) length++;
    const size = [length, ...shape];
    const begin = size.map((_, axis) => (axis === 0 ? from : 0));
    pieces.push(from < 0 ? b.fill(size, 0) : b.slice(stack, begin, size));
    i += length;
  }
  return b.concat(pieces, 0);
}

/**
 * The sum of what arrived at one value. Contributions of the same tasks are added; those of different tasks stand side by side; where
 * some tasks are in both, each is filled up with zeros for the tasks that it lacks.
 */
export function summed(b: ProgramBuilder, contributions: readonly GradientStack[]): GradientStack {
  const distinct: GradientStack[] = [];
  for (const next of contributions) {
    const index = distinct.findIndex((known) => sameTasks(known, next));
    const known = distinct[index];
    if (known === undefined) distinct.push(next);
    else distinct[index] = { tasks: known.tasks, tensor: sumOfSame(b, known, next) };
  }
  const first = at(distinct, 0);
  if (distinct.length === 1) return first;
  const shape = distinct.map(shapeOfEach).reduce<Shape>(broadcastShapes, []);
  const longestFirst = [...distinct].sort((x, y) => y.tasks.length - x.tasks.length);
  const tasks = [...new Set(longestFirst.flatMap((part) => part.tasks))];
  const total = distinct.reduce((count, part) => count + part.tasks.length, 0);
  if (total === tasks.length) {
    // Disjoint: in the order of the tasks as far as whole parts allow.
    const ordered = [...distinct].sort((x, y) => Math.min(...x.tasks) - Math.min(...y.tasks));
    return {
      tasks: ordered.flatMap((part) => part.tasks),
      tensor: b.concat(
        ordered.map((part) => stackedAs(b, part, shape)),
        0,
      ),
    };
  }
  const [head, ...rest] = distinct.map((part) => placedAmong(b, tasks, part, shape));
  invariant(head, 'something arrived');
  return { tasks, tensor: rest.reduce((sum, part) => b.add2(sum, part), head) };
}

function sumOfSame(b: ProgramBuilder, x: GradientStack, y: GradientStack): Tensor {
  if (x.tasks.length === 1) return plus(b, x.tensor, y.tensor);
  const shape = broadcastShapes(shapeOfEach(x), shapeOfEach(y));
  const ranked = (stack: GradientStack): Tensor => {
    const each = shapeOfEach(stack);
    const ones = Array.from({ length: shape.length - each.length }, () => 1);
    return b.reshape(stack.tensor, [stack.tasks.length, ...ones, ...each]);
  };
  return b.add2(ranked(x), ranked(y));
}
